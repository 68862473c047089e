package atoll.ui.shell;

import atoll.identity.Invitation;
import atoll.ui.Background;
import atoll.ui.Words;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import java.time.Instant;
import java.util.List;

/** Shows the text that lets somebody else into the workspace, and how that person uses it. */
final class ShareDialog extends Dialog {
  private static final int INVITATION_ROWS = 5;

  private final CopyText invitation =
      new CopyText(Words.of("share.making"), Words.of("share.invitation"), INVITATION_ROWS);
  private final CopyText command =
      new CopyText(Words.of("share.making"), Words.of("share.how.start"), 1);

  private ShareDialog(String name) {
    addClassName("sheet");
    setHeaderTitle(Words.of("share.title", name));
    NativeLabel label = new NativeLabel(Words.of("share.invitation"));
    label.addClassName("field-label");
    ListItem start = new ListItem(Words.of("share.how.start"));
    start.add(command);
    add(
        new Paragraph(Words.of("share.lead")),
        label,
        invitation,
        new H3(Words.of("share.how")),
        new OrderedList(start, new ListItem(Words.of("share.how.paste"))));
    Button done = new Button(Words.of("share.done"), click -> close());
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(done);
  }

  /** Opens at once; the invitation, which shares the workspace, comes when the instance can be met by others. */
  static void open(UI ui, Workspace workspace) {
    ShareDialog dialog = new ShareDialog(Sidebar.nameOf(workspace));
    dialog.open();
    Background.run(
        ui,
        () -> {
          String text = workspace.invite();
          return List.of(
              text,
              "./atoll --join "
                  + String.join(",", Invitation.parse(text, Instant.now()).addresses()));
        },
        made -> dialog.show(made.getFirst(), made.getLast()),
        failure -> {
          dialog.close();
          Background.fail(ui, failure);
        });
  }

  private void show(String text, String start) {
    invitation.text(text);
    command.text(start);
  }
}

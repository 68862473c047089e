package atoll.ui.shell;

import atoll.identity.Invitation;
import atoll.identity.InvitationException;
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
  private static final int INVITATION_ROWS = 4;
  /** Each waits a few seconds for the cluster member. */
  private static final int MOST_TRIES = 10;

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
    Background.run(ui, () -> invite(workspace), dialog::show, failure -> {
      dialog.close();
      Background.fail(ui, failure);
    });
  }

  /** An invitation that says where this instance is met, which a busy machine takes a while to know. */
  private static Made invite(Workspace workspace) throws InvitationException {
    Made made = Made.of(workspace.invite());
    for (int i = 1; i < MOST_TRIES && made.addresses().isEmpty(); i++) {
      made = Made.of(workspace.invite());
    }
    return made;
  }

  private void show(Made made) {
    invitation.text(made.text());
    command.text(
        made.addresses().isEmpty()
            ? Words.of("share.unreachable")
            : "./atoll --join " + String.join(",", made.addresses()));
  }

  private record Made(String text, List<String> addresses) {
    static Made of(String text) throws InvitationException {
      return new Made(text, Invitation.parse(text, Instant.now()).addresses());
    }
  }
}

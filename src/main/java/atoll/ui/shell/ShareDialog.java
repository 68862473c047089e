package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;

/** Shows the text that lets somebody else into the workspace, and how that person uses it. */
final class ShareDialog {
  private static final int INVITATION_ROWS = 4;

  private ShareDialog() {}

  /** Opening it makes the invitation and shares the workspace. */
  static void open(Workspace workspace) {
    Dialog dialog = new Dialog();
    dialog.addClassName("sheet");
    dialog.setHeaderTitle(Words.of("share.title", Words.titled(workspace.name())));
    NativeLabel label = new NativeLabel(Words.of("share.invitation"));
    label.addClassName("field-label");
    CopyText invitation = new CopyText(workspace.invite(), Words.of("share.invitation"), INVITATION_ROWS);
    ListItem start = new ListItem(Words.of("share.how.start"));
    start.add(new CopyText(Joining.command(workspace), Words.of("share.how.start"), 1));
    dialog.add(
        new Paragraph(Words.of("share.lead")),
        label,
        invitation,
        new H3(Words.of("share.how")),
        new OrderedList(start, new ListItem(Words.of("share.how.paste"))));
    Button done = new Button(Words.of("share.done"), click -> dialog.close());
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(done);
    dialog.open();
  }
}

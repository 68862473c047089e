package atoll.ui.shell;

import atoll.ui.Background;
import atoll.ui.QrPicture;
import atoll.ui.Words;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.time.Duration;

/** Makes an invitation for one person, and says how that person uses it. */
public final class ShareDialog extends Dialog {
  private static final int INVITATION_ROWS = 4;
  private static final int DAYS = 7;
  private static final int LONG_DAYS = 30;

  private final UI ui;
  private final Workspace workspace;
  private final CopyText invitation =
      new CopyText(Words.of("share.making"), Words.of("share.invitation"), INVITATION_ROWS);
  private final Select<String> role = Roles.select("editor");
  private final Select<Integer> days = new Select<>();
  private final QrPicture code = new QrPicture("", Words.of("share.qr"));
  private int asked;

  private ShareDialog(UI ui, Workspace workspace) {
    this.ui = ui;
    this.workspace = workspace;
    addClassName("sheet");
    setHeaderTitle(Words.of("share.title", Sidebar.nameOf(workspace)));
    role.setLabel(Words.of("share.role"));
    days.setLabel(Words.of("share.expiry"));
    days.setItems(1, DAYS, LONG_DAYS);
    days.setItemLabelGenerator(count -> Words.of("share.days", count));
    days.setValue(DAYS);
    role.addValueChangeListener(change -> make());
    days.addValueChangeListener(change -> make());
    Div choices = new Div(role, days);
    choices.addClassName("choices");
    NativeLabel label = new NativeLabel(Words.of("share.invitation"));
    label.addClassName("field-label");
    invitation.file(Words.of("share.file", fileName(workspace)));
    Div ways = new Div(invitation, code);
    ways.addClassName("invitation-ways");
    add(
        new Paragraph(Words.of("share.lead")),
        choices,
        label,
        ways,
        new H3(Words.of("share.how")),
        new OrderedList(
            new ListItem(Words.of("share.how.paste")), new ListItem(Words.of("share.how.words"))));
    Button done = new Button(Words.of("share.done"), click -> close());
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(done);
  }

  /** Opens at once; the invitation, which shares the workspace, comes when the instance can be met by others. */
  public static void open(UI ui, Workspace workspace) {
    if (workspace.isOld()) {
      Toast.show(Words.of("share.old"));
    } else if (workspace.people().role().filter(Roles.OWNER::equals).isEmpty()) {
      Toast.show(Words.of("share.owners"));
    } else {
      ShareDialog dialog = new ShareDialog(ui, workspace);
      dialog.open();
      dialog.make();
    }
  }

  /** The workspace's name without what file systems refuse. */
  private static String fileName(Workspace workspace) {
    return Sidebar.nameOf(workspace).replaceAll("[^\\p{L}\\p{N} _-]", "").strip();
  }

  /** One that was made before stays good until it expires; whoever asks with it is seen asking. */
  private void make() {
    int mine = ++asked;
    String wanted = role.getValue();
    Duration lasts = Duration.ofDays(days.getValue());
    invitation.text(Words.of("share.making"));
    invitation.link("");
    code.setVisible(false);
    Background.run(
        ui,
        () -> workspace.invite(wanted, lasts),
        text -> {
          if (mine == asked) {
            invitation.text(text);
            invitation.link(InvitationLink.of(text));
            code.show(text, Words.of("share.qr"));
          }
        },
        failure -> {
          close();
          Background.fail(ui, failure);
        });
  }
}

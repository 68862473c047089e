package atoll.ui.own;

import atoll.ui.Background;
import atoll.ui.Follower;
import atoll.ui.QrPicture;
import atoll.ui.Words;
import atoll.ui.shell.CopyText;
import atoll.ui.shell.SixWords;
import atoll.workspace.PairingDesk;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;

/** Shows the code for another device, then who asks with it and the six words, and adds it when the person says so. */
public final class AddDeviceDialog extends Dialog {
  private static final int LINE_ROWS = 3;

  private final UI ui;
  private final PairingDesk desk;
  private final Follower follower = new Follower(this, this::refresh);

  private AddDeviceDialog(UI ui, PairingDesk desk) {
    this.ui = ui;
    this.desk = desk;
    addClassNames("sheet", "add-device");
    setHeaderTitle(Words.of("device.add.title"));
    add(new Paragraph(Words.of("device.add.making")));
    foot(new Button(Words.of("cancel"), click -> close()));
    addOpenedChangeListener(change -> {
      if (!change.isOpened()) {
        desk.close();
      }
    });
  }

  /** Opens at once; the code comes when this device can be met by others. */
  public static void open(UI ui, PairingDesk desk) {
    AddDeviceDialog dialog = new AddDeviceDialog(ui, desk);
    dialog.open();
    Background.run(ui, desk::open, dialog::show, failure -> {
      dialog.removeAll();
      dialog.add(new Paragraph(Words.of("device.add.failed")));
    });
  }

  private void show(PairingDesk.Shown shown) {
    removeAll();
    Div typed = new Div(String.join(" ", shown.typed()));
    typed.addClassName("typed");
    Paragraph good = new Paragraph(Words.of("device.add.good"));
    good.addClassName("hint");
    Div texts = new Div(
        new H3(Words.of("device.add.line")),
        new CopyText(shown.line(), Words.of("device.add.line"), LINE_ROWS),
        new H3(Words.of("device.add.type")),
        typed);
    Div ways = new Div(new QrPicture(shown.line(), Words.of("device.add.qr")), texts);
    ways.addClassName("ways");
    add(new Paragraph(Words.of("device.add.lead")), ways, good);
    follower.follow(List.of(desk::onChange));
  }

  private void refresh() {
    desk.newcomer().ifPresent(newcomer -> {
      removeAll();
      if (newcomer.added()) {
        setHeaderTitle(Words.of("device.add.done", newcomer.name()));
        add(new Paragraph(Words.of("device.add.done.text")));
        Button done = new Button(Words.of("share.done"), click -> close());
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        foot(done);
      } else {
        ask(newcomer);
      }
    });
  }

  private void ask(PairingDesk.Newcomer newcomer) {
    setHeaderTitle(Words.of("device.add.asks", newcomer.name()));
    add(new Paragraph(Words.of("device.add.compare")), new SixWords(newcomer.words()));
    Button yes = new Button(Words.of("device.add.yes"));
    yes.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    yes.setDisableOnClick(true);
    yes.addClickListener(click -> {
      yes.setText(Words.of("device.add.adding"));
      Background.run(
          ui,
          () -> {
            desk.add();
            return desk;
          },
          added -> {},
          failure -> Background.fail(ui, failure));
    });
    foot(
        new Button(Words.of("device.add.no"), click -> {
          desk.refuse();
          close();
        }),
        yes);
  }

  private void foot(Button... buttons) {
    getFooter().removeAll();
    getFooter().add(buttons);
  }
}

package atoll.ui.devices;

import atoll.identity.InvitationException;
import atoll.ui.Background;
import atoll.ui.Words;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;

/** Takes the text that a relay printed. What is wrong with one is said beside the field. */
final class AddRelayDialog {
  private static final int ROWS = 4;

  private AddRelayDialog() {}

  static void open(UI ui, Workspace workspace) {
    Dialog dialog = new Dialog();
    dialog.addClassName("sheet");
    dialog.setHeaderTitle(Words.of("devices.relay.add"));
    TextArea text = new TextArea(Words.of("devices.relay.text"));
    text.setWidthFull();
    text.setMinRows(ROWS);
    text.setMaxRows(ROWS);
    text.getElement().setAttribute("spellcheck", "false");
    text.addClassName("mono");
    Button add = new Button(Words.of("devices.relay.add"));
    add.setDisableOnClick(true);
    add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    add.addClickListener(click -> {
      text.setInvalid(false);
      String given = text.getValue();
      Background.run(
          ui,
          () -> {
            workspace.addRelay(given);
            return workspace;
          },
          added -> dialog.close(),
          failure -> {
            add.setEnabled(true);
            if (failure instanceof InvitationException refusal) {
              text.setErrorMessage(refusal.getMessage());
              text.setInvalid(true);
              text.focus();
            } else {
              Background.fail(ui, failure);
            }
          });
    });
    dialog.add(new Paragraph(Words.of("devices.relay.lead")), text);
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()), add);
    dialog.open();
    text.focus();
  }
}

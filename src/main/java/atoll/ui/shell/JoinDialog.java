package atoll.ui.shell;

import atoll.identity.InvitationException;
import atoll.ui.Background;
import atoll.ui.Words;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;

/** Takes an invitation. What is wrong with one is said beside the field. */
final class JoinDialog {
  private JoinDialog() {}

  /** @param joined takes the workspace */
  static void open(UI ui, Instance instance, Consumer<Workspace> joined) {
    Dialog dialog = new Dialog();
    dialog.addClassName("sheet");
    dialog.setHeaderTitle(Words.of("join.title"));
    TextArea text = new TextArea(Words.of("join.invitation"));
    text.setWidthFull();
    text.setMinRows(4);
    text.setMaxRows(8);
    text.setAutofocus(true);
    text.getElement().setAttribute("spellcheck", "false");
    text.addClassName("mono");
    Button join = new Button(Words.of("join.join"));
    join.setDisableOnClick(true);
    join.addClickListener(click -> {
      if (text.getValue().isBlank()) {
        say(text, Words.of("join.missing"));
        join.setEnabled(true);
        return;
      }
      join.setText(Words.of("join.joining"));
      Background.run(
          ui,
          () -> instance.join(text.getValue()),
          workspace -> {
            dialog.close();
            joined.accept(workspace);
          },
          failure -> {
            join.setText(Words.of("join.join"));
            join.setEnabled(true);
            if (failure instanceof InvitationException) {
              say(text, String.valueOf(failure.getMessage()));
            } else {
              Background.fail(ui, failure);
            }
          });
    });
    join.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.add(
        new Paragraph(Words.of("join.lead")),
        text,
        new TextFile(Words.of("join.file"), text::setValue));
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()), join);
    dialog.open();
    text.focus();
  }

  private static void say(TextArea text, String message) {
    text.setErrorMessage(message);
    text.setInvalid(true);
    text.focus();
  }
}

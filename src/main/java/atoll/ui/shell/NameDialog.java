package atoll.ui.shell;

import atoll.ui.Words;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.Consumer;

/** Asks for one name. */
public final class NameDialog {
  private static final int MOST_CHARACTERS = 200;

  private NameDialog() {}

  /**
   * @param key the words: {@code KEY.title} for the dialog
   * @param confirm what the button says
   * @param name the name that is there already
   * @param named takes a name that is not blank
   */
  public static void open(String key, String confirm, String name, Consumer<String> named) {
    Dialog dialog = new Dialog();
    dialog.addClassName("sheet");
    dialog.addClassName("small");
    dialog.setHeaderTitle(Words.of(key + ".title"));
    TextField field = new TextField(Words.of("workspace.name"), name, "");
    field.setWidthFull();
    field.setMaxLength(MOST_CHARACTERS);
    field.setAutoselect(true);
    Button done = new Button(confirm, click -> {
      if (field.getValue().isBlank()) {
        field.setErrorMessage(Words.of("workspace.name.missing"));
        field.setInvalid(true);
        field.focus();
        return;
      }
      dialog.close();
      named.accept(field.getValue().strip());
    });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    done.addClickShortcut(Key.ENTER).listenOn(field);
    dialog.add(field);
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()), done);
    dialog.open();
    field.focus();
  }
}

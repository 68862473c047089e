package atoll.ui.shell;

import atoll.ui.Words;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/** Says what cannot be undone before it is done. */
public final class Confirm {
  private Confirm() {}

  public static void open(String title, String text, String yes, Runnable action) {
    Dialog dialog = new Dialog();
    dialog.addClassNames("sheet", "small");
    dialog.setHeaderTitle(title);
    dialog.add(new Paragraph(text));
    Button done = new Button(yes, click -> {
      dialog.close();
      action.run();
    });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()), done);
    dialog.open();
  }
}

package atoll.ui.shell;

import atoll.identity.InvitationException;
import atoll.ui.Background;
import atoll.ui.Refusals;
import atoll.ui.Words;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;

/** Asks for a long text that somebody was handed, as an invitation. What is wrong with one is said beside the field. */
public final class HandedText {
  private static final int LEAST_ROWS = 4;
  private static final int MOST_ROWS = 8;

  private final Dialog dialog = new Dialog();
  private final TextArea text;
  private final Button take;
  private final Asked asked;

  /**
   * What is asked, all of it as people read it.
   *
   * @param take on the button; {@code taking} while it is under way
   * @param missing said of an empty field
   */
  public record Asked(
      String title, String lead, String label, String take, String taking, String missing) {}

  /** What is done with the text, off the tab's thread. */
  @FunctionalInterface
  public interface Taking<T> {
    /** @throws InvitationException if the text is not what was asked for */
    T take(String text) throws InvitationException;
  }

  private HandedText(Asked asked) {
    this.asked = asked;
    this.text = new TextArea(asked.label());
    this.take = new Button(asked.take());
  }

  /** Opens the dialog; it closes when the text was taken, which {@code taken} then hears of. */
  public static <T> void open(UI ui, Asked asked, Taking<T> taking, Consumer<T> taken) {
    new HandedText(asked).open(ui, taking, taken);
  }

  /**
   * The same where the text may be in a file.
   *
   * @param given is filled in
   */
  static <T> void open(
      UI ui, Asked asked, String given, String fromFile, Taking<T> taking, Consumer<T> taken) {
    HandedText opened = new HandedText(asked);
    opened.text.setValue(given);
    opened.open(ui, taking, taken, new TextFile(fromFile, opened.text::setValue));
  }

  private <T> void open(UI ui, Taking<T> taking, Consumer<T> taken, Component... below) {
    dialog.addClassName("sheet");
    dialog.setHeaderTitle(asked.title());
    text.setWidthFull();
    text.setMinRows(LEAST_ROWS);
    text.setMaxRows(MOST_ROWS);
    text.setAutofocus(true);
    text.getElement().setAttribute("spellcheck", "false");
    text.addClassName("mono");
    take.setDisableOnClick(true);
    take.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    take.addClickListener(click -> take(ui, taking, taken));
    dialog.add(new Paragraph(asked.lead()), text);
    dialog.add(below);
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()), take);
    dialog.open();
    text.focus();
  }

  private <T> void take(UI ui, Taking<T> taking, Consumer<T> taken) {
    String given = text.getValue();
    if (given.isBlank()) {
      again(asked.missing());
      return;
    }
    text.setInvalid(false);
    take.setText(asked.taking());
    Background.run(
        ui,
        () -> taking.take(given),
        result -> {
          dialog.close();
          taken.accept(result);
        },
        failure -> {
          Refusals.of(failure).ifPresentOrElse(this::again, () -> {
            ready();
            Background.fail(ui, failure);
          });
        });
  }

  private void again(String message) {
    ready();
    text.setErrorMessage(message);
    text.setInvalid(true);
    text.focus();
  }

  private void ready() {
    take.setText(asked.take());
    take.setEnabled(true);
  }
}

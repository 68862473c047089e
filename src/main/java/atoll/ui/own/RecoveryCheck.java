package atoll.ui.own;

import atoll.ui.Words;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocapitalize;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Asks for three of the words, so that nobody lets them go who has not read them from paper. */
final class RecoveryCheck extends Div {
  private static final int ASKED = 3;

  private final List<String> words;
  private final List<Integer> places;
  private final List<TextField> fields = new ArrayList<>();
  private final Runnable right;

  /**
   * @param right what to do when they are right
   * @param back what to do if the person wants to see them again
   */
  RecoveryCheck(List<String> words, Runnable right, Runnable back) {
    this.words = List.copyOf(words);
    this.right = right;
    this.places = ThreadLocalRandom.current()
        .ints(0, words.size())
        .distinct()
        .limit(ASKED)
        .sorted()
        .boxed()
        .toList();
    addClassName("recovery-check");
    Button confirm = new Button(Words.of("recovery.check.done"), click -> check());
    confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    confirm.addClassName("welcome-start");
    add(new H1(Words.of("recovery.check.title")), new Paragraph(Words.of("recovery.check.lead")));
    for (int place : places) {
      TextField field = new TextField(Words.of("recovery.check.word", place + 1));
      field.setWidthFull();
      field.setAutocapitalize(Autocapitalize.NONE);
      field.setAutocorrect(false);
      field.getElement().setAttribute("spellcheck", "false").setAttribute("autocomplete", "off");
      field.addClassName("mono");
      confirm.addClickShortcut(Key.ENTER).listenOn(field);
      fields.add(field);
      add(field);
    }
    NativeButton again = new NativeButton(Words.of("recovery.check.back"), click -> back.run());
    again.addClassName("link");
    add(confirm, again);
    fields.getFirst().focus();
  }

  private void check() {
    for (int i = 0; i < fields.size(); i++) {
      TextField field = fields.get(i);
      int place = places.get(i);
      boolean wrong = !field.getValue().strip().toLowerCase(Locale.ROOT).equals(words.get(place));
      field.setErrorMessage(Words.of("recovery.check.wrong", place + 1));
      field.setInvalid(wrong);
    }
    fields.stream()
        .filter(TextField::isInvalid)
        .findFirst()
        .ifPresentOrElse(TextField::focus, right);
  }
}

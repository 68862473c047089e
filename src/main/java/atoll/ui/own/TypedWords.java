package atoll.ui.own;

import atoll.ui.Words;
import atoll.workspace.NewDevice;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.Autocapitalize;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A field for each of the 24 words, checked as it is left. All of them may be pasted into one. */
final class TypedWords extends Div {
  private static final int WORDS = 24;

  private final List<TextField> fields = new ArrayList<>();

  TypedWords() {
    addClassName("typed-words");
    for (int i = 0; i < WORDS; i++) {
      TextField field = new TextField(Integer.toString(i + 1));
      field.setAriaLabel(Words.of("restore.word", i + 1));
      field.setAutocapitalize(Autocapitalize.NONE);
      field.setAutocorrect(false);
      field.getElement().setAttribute("spellcheck", "false").setAttribute("autocomplete", "off");
      field.setErrorMessage(Words.of("restore.word.wrong"));
      int place = i;
      field.addValueChangeListener(change -> {
        if (change.isFromClient()) {
          spread(place);
        }
      });
      fields.add(field);
      add(field);
    }
  }

  /** The words as they were typed, one space between. */
  String text() {
    return String.join(
        " ", fields.stream().map(field -> field.getValue().strip()).toList());
  }

  /** Marks what is no word; whether there is nothing to mark. */
  boolean check() {
    fields.forEach(TypedWords::check);
    Optional<TextField> wrong = fields.stream().filter(TextField::isInvalid).findFirst();
    wrong.ifPresent(TextField::focus);
    return wrong.isEmpty();
  }

  void focusFirst() {
    fields.getFirst().focus();
  }

  private void spread(int place) {
    // A number before a word comes along from a printed list.
    List<String> words = Arrays.stream(fields.get(place).getValue().split("[\\s,.;0-9]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
    if (words.size() == 1) {
      fields.get(place).setValue(words.getFirst());
    }
    for (int i = 0; words.size() > 1 && i < words.size() && place + i < WORDS; i++) {
      fields.get(place + i).setValue(words.get(i));
      check(fields.get(place + i));
    }
    check(fields.get(place));
  }

  private static void check(TextField field) {
    field.setInvalid(!NewDevice.isRecoveryWord(field.getValue().strip()));
  }
}

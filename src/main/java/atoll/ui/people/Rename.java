package atoll.ui.people;

import atoll.ui.Words;
import atoll.ui.shell.NameDialog;
import java.util.function.Consumer;

/** Asks for the name of a person or a device. */
final class Rename {
  private Rename() {}

  static void open(String name, Consumer<String> named) {
    NameDialog.open("people.rename", Words.of("people.rename"), name, named);
  }
}

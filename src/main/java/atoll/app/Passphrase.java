package atoll.app;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a passphrase comes from: a file or a value that the environment names, else the person at the console. */
final class Passphrase {
  static final String VARIABLE = "ATOLL_PASSPHRASE";
  static final String NEW_VARIABLE = "ATOLL_NEW_PASSPHRASE";

  private static final String FILE = "_FILE";

  private final Map<String, String> environment;
  private final @Nullable Console console;

  private Passphrase(Map<String, String> environment, @Nullable Console console) {
    this.environment = environment;
    this.console = console;
  }

  /** That of this process. */
  static Passphrase ofThisProcess() {
    return new Passphrase(
        System.getenv(),
        Optional.ofNullable(System.console()).filter(Console::isTerminal).orElse(null));
  }

  /** That of an environment without anybody at the console. */
  static Passphrase of(Map<String, String> environment) {
    return new Passphrase(environment, null);
  }

  /** The passphrase that opens the folder; nothing if nobody can be asked. */
  Optional<String> current() throws IOException {
    Optional<String> given = given(VARIABLE);
    return given.isPresent() ? given : ask("Passphrase of the data folder: ");
  }

  /** Says what was wrong to a person who can type it again; false if nobody can. */
  boolean isAskedAgain(String wrong) {
    boolean given = environment.containsKey(VARIABLE) || environment.containsKey(VARIABLE + FILE);
    if (console == null || given) {
      return false;
    }
    console.printf("%s Try again.%n", wrong);
    return true;
  }

  /** A new passphrase, typed twice if a person types it; nothing if there is none or the two differ. */
  Optional<String> fresh() throws IOException {
    Optional<String> given = given(NEW_VARIABLE);
    if (given.isPresent()) {
      return given;
    }
    Optional<String> first = ask("New passphrase: ");
    return first.equals(ask("Once more: "))
        ? first.filter(words -> !words.isEmpty())
        : Optional.empty();
  }

  private Optional<String> given(String variable) throws IOException {
    String file = environment.get(variable + FILE);
    if (file != null) {
      return Optional.of(Files.readString(Path.of(file)).strip());
    }
    return Optional.ofNullable(environment.get(variable));
  }

  private Optional<String> ask(String question) {
    char[] typed = console == null ? null : console.readPassword("%s", question);
    if (typed == null) {
      return Optional.empty();
    }
    String words = new String(typed);
    Arrays.fill(typed, ' ');
    return Optional.of(words);
  }
}

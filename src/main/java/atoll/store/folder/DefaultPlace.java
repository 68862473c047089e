package atoll.store.folder;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the data folder is when nobody says: the platform's place for the data of applications. */
public final class DefaultPlace {
  private DefaultPlace() {}

  /** The place on this machine for this account. */
  public static Path ofThisMachine() {
    return of(
        System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
  }

  /**
   * Where this account notes how far its data folders came; empty for folders among the temporary files.
   *
   * @param folder absolute
   */
  static Optional<Path> beside(Path folder) {
    if (folder.startsWith(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Optional.empty();
    }
    Path home = Path.of(System.getProperty("user.home"));
    return Optional.of(state(System.getProperty("os.name"), home, System.getenv()));
  }

  /** The platform's place for what applications note of themselves. */
  static Path state(String system, Path home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows") || name.startsWith("mac")) {
      return of(system, home, environment).resolveSibling("Atoll State");
    }
    return absolute(environment.get("XDG_STATE_HOME"))
        .orElse(home.resolve(".local").resolve("state"))
        .resolve("atoll");
  }

  /**
   * The place on any machine.
   *
   * @param system as the property {@code os.name} tells it
   */
  static Path of(String system, Path home, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return absolute(environment.get("LOCALAPPDATA"))
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve("Atoll");
    }
    if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("Atoll");
    }
    return absolute(environment.get("XDG_DATA_HOME"))
        .orElse(home.resolve(".local").resolve("share"))
        .resolve("atoll");
  }

  /** The standard of XDG has relative paths ignored. */
  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
  }
}

package atoll.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a device is called before its person gave it a name. */
final class DeviceName {
  private static final Path HOST_NAME = Path.of("/etc/hostname");
  private static final int MOST_CHARACTERS = 60;

  private DeviceName() {}

  /** The name of this machine, without asking the network; the name of its system if it has none. */
  static String here() {
    String name = Optional.ofNullable(System.getenv("COMPUTERNAME"))
        .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
        .or(DeviceName::hostName)
        .map(String::strip)
        .filter(found -> !found.isEmpty())
        .orElseGet(() -> System.getProperty("os.name", ""));
    String line = TreeFormat.line(name);
    return line.substring(0, Math.min(MOST_CHARACTERS, line.length()));
  }

  private static Optional<String> hostName() {
    try {
      return Files.isReadable(HOST_NAME)
          ? Optional.of(Files.readString(HOST_NAME))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package atoll.store.h2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Tells whether the machine has run without a break since something was noted: then it has lost nothing that a process wrote. */
final class Boot {
  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String ID = read();

  private Boot() {}

  /** Another one after every start of the machine, and where that cannot be known after every start of the process. */
  static String id() {
    return ID;
  }

  private static String read() {
    try {
      return Files.readString(LINUX, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return UUID.randomUUID().toString();
    }
  }
}

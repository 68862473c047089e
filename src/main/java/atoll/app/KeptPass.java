package atoll.app;

import atoll.store.folder.Permissions;
import atoll.ui.web.BrowserKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the secret of the browsers' pass in the data folder, so that open tabs outlive a restart. */
final class KeptPass {
  private static final String FILE = "browser-pass";

  private KeptPass() {}

  /**
   * The key of this start, with the pass of the starts before. A file that is damaged is replaced: then each browser has
   * to be let in again, and no more.
   */
  static BrowserKey in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      try {
        return BrowserKey.of(Files.readAllBytes(file));
      } catch (IllegalArgumentException damaged) {
        Files.delete(file);
      }
    }
    byte[] secret = BrowserKey.newSecret();
    Path fresh = folder.resolve(FILE + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    Permissions.restrict(fresh);
    Files.write(fresh, secret);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return BrowserKey.of(secret);
  }
}

package atoll.app;

import atoll.crypto.KeyFile;
import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.store.folder.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

/** The file with the device's secret keys. A data folder without one becomes a new device. */
final class KeptKeys {
  private static final String FILE = "device-keys";
  private static final int MOST_TRIES = 3;

  private final Path file;

  KeptKeys(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /** Whether a passphrase is asked for. */
  boolean isProtected() throws IOException {
    return Files.exists(file) && KeyFile.wantsPassphrase(Files.readAllBytes(file));
  }

  /**
   * The keys; new ones if there is no file.
   *
   * @param passphrase is asked only if the file is protected
   * @throws UnsealException if the passphrase is missing or wrong or the file is damaged; the message is for a person
   */
  SecretKeys open(Passphrase passphrase) throws IOException, UnsealException {
    if (!Files.exists(file)) {
      SecretKeys fresh = SecretKeys.generate(new SecureRandom());
      write(KeyFile.write(fresh));
      return fresh;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!KeyFile.wantsPassphrase(bytes)) {
      return KeyFile.read(bytes, Optional.empty());
    }
    for (int tries = 1; ; tries++) {
      try {
        return KeyFile.read(bytes, passphrase.current());
      } catch (UnsealException wrong) {
        if (tries == MOST_TRIES || !passphrase.isAskedAgain(String.valueOf(wrong.getMessage()))) {
          throw wrong;
        }
      }
    }
  }

  /** Protects the keys by a passphrase, or by the file's permissions alone. */
  void protect(SecretKeys keys, Optional<String> passphrase) throws IOException {
    write(passphrase
        .map(words -> KeyFile.write(keys, words, new SecureRandom()))
        .orElseGet(() -> KeyFile.write(keys)));
  }

  private void write(byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    Permissions.restrict(fresh);
    Files.write(fresh, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

package atoll.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import atoll.ui.web.BrowserKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browsers' pass in the data folder. */
final class KeptPassTest {

  @Test
  void secondStart_changesTheTokenOnly(@TempDir Path folder) throws IOException {
    BrowserKey first = KeptPass.in(folder);
    byte[] kept = Files.readAllBytes(folder.resolve("browser-pass"));

    BrowserKey second = KeptPass.in(folder);

    assertNotEquals(first.token(), second.token());
    assertArrayEquals(kept, Files.readAllBytes(folder.resolve("browser-pass")));
  }

  @Test
  void damagedFile_isReplaced(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("browser-pass");
    Files.writeString(file, "cut");

    KeptPass.in(folder);

    assertEquals(32, Files.size(file));
  }
}

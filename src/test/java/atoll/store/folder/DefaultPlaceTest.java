package atoll.store.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DefaultPlaceTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void linux_followsXdg() {
    assertEquals(HOME.resolve(".local/share/atoll"), DefaultPlace.of("Linux", HOME, Map.of()));
    assertEquals(
        Path.of("/data/atoll"), DefaultPlace.of("Linux", HOME, Map.of("XDG_DATA_HOME", "/data")));
    assertEquals(
        HOME.resolve(".local/share/atoll"),
        DefaultPlace.of("Linux", HOME, Map.of("XDG_DATA_HOME", "data")));
  }

  @Test
  void secondPlace_isApartFromTheData() {
    assertEquals(HOME.resolve(".local/state/atoll"), DefaultPlace.state("Linux", HOME, Map.of()));
    assertEquals(
        Path.of("/s/atoll"), DefaultPlace.state("Linux", HOME, Map.of("XDG_STATE_HOME", "/s")));
    assertEquals(
        HOME.resolve("AppData/Local/Atoll State"),
        DefaultPlace.state("Windows 11", HOME, Map.of()));
    assertEquals(
        HOME.resolve("Library/Application Support/Atoll State"),
        DefaultPlace.state("Mac OS X", HOME, Map.of()));
  }

  @Test
  void mac_isInTheLibrary() {
    assertEquals(
        HOME.resolve("Library/Application Support/Atoll"),
        DefaultPlace.of("Mac OS X", HOME, Map.of()));
  }

  @Test
  void windows_isLocal() {
    assertEquals(
        HOME.resolve("AppData/Local/Atoll"), DefaultPlace.of("Windows 11", HOME, Map.of()));
    assertEquals(
        Path.of("/local/Atoll"),
        DefaultPlace.of("Windows 11", HOME, Map.of("LOCALAPPDATA", "/local")));
  }
}

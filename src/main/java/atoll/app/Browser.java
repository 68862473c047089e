package atoll.app;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The person's own browser. */
final class Browser {
  private Browser() {}

  /**
   * Opens an address in the browser that the system prefers; does nothing where there is no screen.
   *
   * @throws IOException if the system has no way to open one
   */
  static void open(String address) throws IOException {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      start(List.of("rundll32", "url.dll,FileProtocolHandler", address));
    } else if (system.contains("mac")) {
      start(List.of("open", address));
    } else if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
      start(List.of("xdg-open", address));
    }
  }

  private static void start(List<String> command) throws IOException {
    new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

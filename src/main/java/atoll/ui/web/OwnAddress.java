package atoll.ui.web;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that this server answers to. A page elsewhere can make a browser send requests to loopback under any name
 * that it has pointed there (DNS rebinding); the Host header tells.
 *
 * @param port the port that is bound
 */
record OwnAddress(int port) {
  private static final int DEFAULT_PORT = 80;
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Whether a Host header names this server. */
  boolean isHost(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String host = header.toLowerCase(Locale.ROOT);
    if (port == DEFAULT_PORT && NAMES.contains(host)) {
      return true;
    }
    String ending = ":" + port;
    return host.endsWith(ending)
        && NAMES.contains(host.substring(0, host.length() - ending.length()));
  }

  /**
   * Whether an Origin header names the page that this request was sent to. Another name of this server is another
   * origin: a browser treats it so, and nothing of ours sends from one to the other.
   *
   * @param host the Host header of the same request, which {@link #isHost} knows
   */
  boolean isOrigin(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host);
  }
}

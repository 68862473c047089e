package atoll.ui.web;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the server binds. */
final class WebServerTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void start_withPortTakenOnEitherLoopback_saysSo(String loopback) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(loopback))) {
      WebServer server = new WebServer(taken.getLocalPort(), BrowserKey.forThisStart());

      PortTakenException refused = assertThrows(PortTakenException.class, server::startBare);

      assertTrue(refused.getMessage().contains("--port"), refused.getMessage());
    }
  }
}

package atoll.ui.web;

import java.io.IOException;

/** Somebody else listens on the port; the message says what a person can do. */
public final class PortTakenException extends IOException {

  PortTakenException(int port, Throwable cause) {
    super(
        "Port %d is taken by another program: stop it, or give Atoll another port with --port N."
            .formatted(port),
        cause);
  }
}

package atoll.sync.link.tunnel;

import java.io.IOException;
import java.io.Serial;

/** Somebody answers who may not come in here. */
final class StrangerException extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  StrangerException(String address) {
    super("a stranger answers at " + address);
  }
}

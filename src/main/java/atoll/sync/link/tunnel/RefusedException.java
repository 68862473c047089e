package atoll.sync.link.tunnel;

import java.io.IOException;
import java.io.Serial;

/** Somebody is there and does not answer this device. */
public final class RefusedException extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  RefusedException() {
    super("this device may not come in there");
  }
}

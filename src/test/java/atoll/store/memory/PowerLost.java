package atoll.store.memory;

import java.io.Serial;

/** The power went in the middle of a write. Whatever the process does after that has no effect any more. */
public final class PowerLost extends Error {
  @Serial
  private static final long serialVersionUID = 1L;

  PowerLost() {
    super("power lost");
  }
}

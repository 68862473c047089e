package atoll.workspace;

import java.io.Serial;

/**
 * A node is not there any more: whoever made it was removed, and this comes to count just now. Nothing was changed.
 */
public final class GoneException extends RuntimeException {
  @Serial
  private static final long serialVersionUID = 1L;

  GoneException(NodeId node) {
    super(node + " is not there");
  }
}

package atoll.workspace;

import java.io.Serial;

/** A node would come to lie under itself. Nothing was moved. */
public final class IllegalMoveException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  IllegalMoveException(NodeId node, NodeId under) {
    super(node + " under " + under);
  }
}

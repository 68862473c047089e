package atoll.workspace;

import atoll.crdt.OpId;
import atoll.store.DocumentId;
import java.util.Optional;

/**
 * Names a node of a workspace's tree for ever: in addresses, in links, in files.
 *
 * @param value the operation that made the node
 */
public record NodeId(OpId value) implements Comparable<NodeId> {
  /** Reads an address or a link; empty if it is not the form of an id. */
  public static Optional<NodeId> parse(String text) {
    try {
      return Optional.of(new NodeId(OpId.parse(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The document that holds what the node contains. */
  public DocumentId document() {
    return DocumentId.of(value);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}

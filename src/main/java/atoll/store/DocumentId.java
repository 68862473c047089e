package atoll.store;

import atoll.crdt.OpId;
import java.util.regex.Pattern;

/**
 * Names a document within its workspace: {@link #TREE}, or the id of the node that it belongs to.
 *
 * @param value 1 to 64 characters of {@code a-z 0-9 -}
 */
public record DocumentId(String value) implements Comparable<DocumentId> {
  /** Characters of an id at the most. */
  public static final int MOST_CHARACTERS = 64;

  /** Before {@link #TREE}, which is checked by it. */
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1," + MOST_CHARACTERS + "}");

  /** The tree of the workspace: its nodes, their places, titles and kinds. */
  public static final DocumentId TREE = new DocumentId("tree");

  public DocumentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("\"" + value + "\" cannot be the id of a document");
    }
  }

  /** The document of a node of the tree. */
  public static DocumentId of(OpId node) {
    return new DocumentId(node.toString());
  }

  @Override
  public int compareTo(DocumentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

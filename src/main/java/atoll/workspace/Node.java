package atoll.workspace;

import java.util.List;
import java.util.Optional;

/**
 * A node as it is at one moment.
 *
 * @param parent the node above; empty at the top
 * @param title as somebody wrote it: one line, may be empty, never trusted as markup
 * @param trashed whether this very node was put into the trash (what lies under it goes with it without being marked)
 * @param look how it shows itself beside its title
 * @param template whether other pages are made like it
 * @param children all children in their order, those in the trash too
 */
public record Node(
    NodeId id,
    Optional<NodeId> parent,
    NodeKind kind,
    String title,
    boolean trashed,
    PageLook look,
    boolean template,
    List<NodeId> children) {
  /** Characters of a title at the most. */
  public static final int MOST_TITLE_CHARACTERS = 500;

  public Node {
    children = List.copyOf(children);
  }

  /** The title with the page's icon before it. */
  public String titleWithIcon() {
    return look.before(title);
  }
}

package atoll.workspace.bundle;

import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.store.blobs.BlobId;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import atoll.workspace.files.FileService;
import atoll.workspace.page.PageBlock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a page is made of: its place in the tree, itself, what lies under it, and their files. */
public final class PageParts {
  private PageParts() {}

  /** The documents; never empty. */
  public static Set<DocumentId> of(Workspace workspace, NodeId page) {
    TreeState tree = workspace.tree().state();
    Set<DocumentId> parts = new LinkedHashSet<>();
    parts.add(DocumentId.TREE);
    List<NodeId> left = new ArrayList<>(List.of(page));
    while (!left.isEmpty()) {
      NodeId next = left.removeLast();
      parts.add(next.document());
      for (PageBlock block : PageBlock.of(workspace.pages().state(next.document()))) {
        if (block.attributes().get("blob") instanceof Value.Text(String blob)) {
          BlobId.parse(blob).map(FileService::carrier).ifPresent(parts::add);
        }
      }
      tree.node(next)
          .flatMap(node -> node.look().cover())
          .map(cover -> FileService.carrier(cover.blob()))
          .ifPresent(parts::add);
      tree.children(Optional.of(next)).stream().map(Node::id).forEach(left::add);
    }
    return parts;
  }
}

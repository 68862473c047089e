package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;
import java.util.Optional;

/** What can be done from several places of the frame, in one tab. */
public final class Actions {
  /** Where pages are: their address is this, a slash and the node's id. */
  public static final String PAGES = "p";

  private final UI ui;

  Actions(UI ui) {
    this.ui = ui;
  }

  /** Shows a node. */
  void open(NodeId node) {
    ui.navigate(PAGES + "/" + node);
  }

  /** Makes an empty page and shows it. */
  void create(Workspace workspace, Optional<NodeId> parent, int index) {
    open(workspace.tree().create(parent, index, NodeKind.PAGE, ""));
  }

  /** Makes an empty page at the end of the top and shows it. */
  public static void createFirst(UI ui, Workspace workspace) {
    int end = workspace.tree().state().children(Optional.empty()).size();
    new Actions(ui).create(workspace, Optional.empty(), end);
  }

  /** Moves a node to the trash and offers to take that back. */
  void trash(Workspace workspace, NodeId node) {
    String title = workspace.tree().state().node(node).map(Node::title).orElse("");
    workspace.tree().trash(node);
    Toast.showWithUndo(
        Words.of("trash.moved", Words.titled(title)), () -> workspace.tree().restore(node));
  }
}

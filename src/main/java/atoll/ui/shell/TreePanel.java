package atoll.ui.shell;

import atoll.ui.Follower;
import atoll.ui.Memory;
import atoll.ui.Refusals;
import atoll.workspace.IllegalMoveException;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tree in the sidebar: hands its states to the browser and takes what is done there. */
@Tag("atoll-tree")
final class TreePanel extends Component {
  private final Memory memory;
  private final Actions actions;
  private final Follower follower = new Follower(this, this::sendChange);
  private @Nullable Workspace workspace;
  private @Nullable TreeFeed feed;

  TreePanel(Memory memory, Actions actions) {
    this.memory = memory;
    this.actions = actions;
    getElement().setProperty("expanded", "");
  }

  /** Shows the tree of that workspace. */
  void show(Workspace shown) {
    if (shown.equals(workspace)) {
      return;
    }
    workspace = shown;
    feed = new TreeFeed(shown.id());
    getElement().setProperty("expanded", Memory.join(memory.expanded(shown.id())));
    sendAll();
    follower.follow(List.of(then -> shown.tree().subscribe(state -> then.run())));
  }

  /** Marks the node that the page shows. */
  void mark(Optional<NodeId> node) {
    getElement().setProperty("current", node.map(NodeId::toString).orElse(""));
  }

  private void sendAll() {
    if (workspace != null && feed != null) {
      getElement().setProperty("patch", "");
      getElement().setProperty("state", feed.snapshot(workspace.tree().state()));
    }
  }

  private void sendChange() {
    if (workspace != null && feed != null) {
      feed.change(workspace.tree().state())
          .ifPresent(change -> getElement().setProperty("patch", change));
    }
  }

  @ClientCallable
  private void open(String id) {
    NodeId.parse(id).ifPresent(actions::open);
  }

  @ClientCallable
  private void create(String parent, int index) {
    if (workspace != null) {
      actions.create(workspace, NodeId.parse(parent), index);
    }
  }

  @ClientCallable
  private void rename(String id, String title) {
    change(known -> NodeId.parse(id).ifPresent(node -> known.tree().rename(node, title)));
  }

  @ClientCallable
  private void move(String id, String parent, int index) {
    change(known -> NodeId.parse(id).ifPresent(node -> {
      try {
        known.tree().move(node, NodeId.parse(parent), index);
      } catch (IllegalMoveException e) {
        // Somebody else moved one of the two meanwhile: show the tree as it is.
        Refusals.of(e).ifPresent(Toast::show);
        sendAll();
      }
    }));
  }

  @ClientCallable
  private void trash(String id) {
    change(known -> NodeId.parse(id).ifPresent(node -> actions.trash(known, node)));
  }

  @ClientCallable
  private void resync() {
    sendAll();
  }

  @ClientCallable
  private void expanded(String ids) {
    if (workspace != null) {
      memory.expand(workspace.id(), Memory.split(ids));
    }
  }

  /**
   * The browser has drawn the change already: what it really did is told with the answer, because the browser waits for that
   * before it takes news again. If it fails, the tree is sent as it is.
   */
  private void change(Consumer<Workspace> change) {
    if (workspace == null) {
      return;
    }
    try {
      change.accept(workspace);
      sendChange();
    } catch (RuntimeException e) {
      sendAll();
      throw e;
    }
  }
}

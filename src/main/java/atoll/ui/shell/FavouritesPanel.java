package atoll.ui.shell;

import atoll.ui.Follower;
import atoll.ui.Memory;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.favourites.Favourites;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Optional;

/** The favourites above the tree: hands them to the browser and takes what is done there. */
@Tag("atoll-favourites")
final class FavouritesPanel extends Component {
  private final Actions actions;
  private final Follower follower = new Follower(this, this::send);
  private Optional<Workspace> workspace = Optional.empty();

  FavouritesPanel(Actions actions) {
    this.actions = actions;
  }

  /** Shows those of that workspace. */
  void show(Workspace shown) {
    if (workspace.filter(shown::equals).isEmpty()) {
      workspace = Optional.of(shown);
      send();
      follower.follow(List.of(then -> shown.favourites().subscribe(pages -> then.run())));
    }
  }

  /** Marks the node that the page shows. */
  void mark(Optional<NodeId> node) {
    getElement().setProperty("current", node.map(NodeId::toString).orElse(""));
  }

  private void send() {
    List<NodeId> pages = workspace.map(shown -> shown.favourites().pages()).orElse(List.of());
    getElement().setProperty("pages", Memory.join(pages));
  }

  @ClientCallable
  private void open(String id) {
    NodeId.parse(id).ifPresent(actions::open);
  }

  @ClientCallable
  private void put(String id, boolean favourite) {
    workspace
        .map(Workspace::favourites)
        .ifPresent(own -> NodeId.parse(id).ifPresent(page -> {
          put(own, page, favourite);
          send();
        }));
  }

  private static void put(Favourites own, NodeId page, boolean favourite) {
    if (favourite) {
      own.add(page);
    } else {
      own.remove(page);
    }
  }

  @ClientCallable
  private void move(String id, String before) {
    workspace
        .map(Workspace::favourites)
        .ifPresent(own -> NodeId.parse(id).ifPresent(page -> {
          own.move(page, NodeId.parse(before));
          send();
        }));
  }
}

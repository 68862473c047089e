package atoll.ui.shell;

import atoll.ui.Follower;
import atoll.ui.Words;
import atoll.ui.Workspaces;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Subscription;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A view that lists something of the workspace in its address, under {@code :workspace}, and is drawn anew at each change
 * of it.
 */
public abstract class Listing extends Div implements BeforeEnterObserver, HasDynamicTitle, Located {
  private final Instance instance;
  private final String name;
  private final Div content = new Div();
  private @Nullable Follower follower;
  private @Nullable Workspace workspace;

  /** @param name what its words and its look begin with */
  protected Listing(Instance instance, String name) {
    this.instance = instance;
    this.name = name;
  }

  @Override
  public final void beforeEnter(BeforeEnterEvent event) {
    Workspace found = Workspaces.of(instance, event);
    workspace = found;
    if (follower == null) {
      follower = begin();
    }
    follower.follow(List.of(changed -> subscribe(found, changed)));
    draw();
  }

  private Follower begin() {
    addClassName("page-view");
    content.addClassNames("listing", name);
    add(content);
    return new Follower(this, this::draw);
  }

  @Override
  public final String getPageTitle() {
    return Words.of(name + ".title");
  }

  @Override
  public final Optional<Workspace> workspace() {
    return Optional.ofNullable(workspace);
  }

  @Override
  public final Optional<NodeId> node() {
    return Optional.empty();
  }

  private void draw() {
    if (workspace != null) {
      content.removeAll();
      draw(workspace, content);
    }
  }

  /** Calls {@code changed}, on any thread, each time something changes that is listed. */
  protected abstract Subscription subscribe(Workspace shown, Runnable changed);

  /** Fills the empty content. */
  protected abstract void draw(Workspace shown, Div content);
}

package atoll.ui.start;

import atoll.ui.Memory;
import atoll.ui.shell.Actions;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import java.util.List;
import java.util.Optional;

/** The address without a page: leads to the page looked at last, else to the first one, else to where one is made. */
@Route("")
final class HomeView extends Div implements BeforeEnterObserver {
  private final Instance instance;

  HomeView(Instance instance) {
    this.instance = instance;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    List<Workspace> workspaces = instance.workspaces();
    if (instance.person().isEmpty() || workspaces.isEmpty()) {
      event.forwardTo("welcome");
      return;
    }
    Optional<NodeId> last =
        new Memory(instance).recent().stream().filter(this::isShown).findFirst();
    event.forwardTo(last.map(page -> Actions.PAGES + "/" + page)
        .orElse("w/" + workspaces.getFirst().id()));
  }

  private boolean isShown(NodeId page) {
    return instance
        .find(page)
        .filter(each -> !each.tree().state().inTrash(page))
        .isPresent();
  }
}

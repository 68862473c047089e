package atoll.ui;

import atoll.crypto.WorkspaceId;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import java.util.Optional;

/** Finds workspaces by what stands in an address. */
public final class Workspaces {
  private Workspaces() {}

  /**
   * The workspace that the route's parameter {@code workspace} names.
   *
   * @throws NotFoundException if that is no id, or the workspace is not on this device
   */
  public static Workspace of(Instance instance, BeforeEnterEvent event) {
    return event
        .getRouteParameters()
        .get("workspace")
        .flatMap(id -> find(instance, id))
        .orElseThrow(NotFoundException::new);
  }

  /** The workspace of that id; empty if the text is no id or the workspace is not on this device. */
  public static Optional<Workspace> find(Instance instance, String id) {
    return parse(id)
        .flatMap(wanted -> instance.workspaces().stream()
            .filter(each -> each.id().equals(wanted))
            .findFirst());
  }

  private static Optional<WorkspaceId> parse(String id) {
    try {
      return Optional.of(WorkspaceId.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

package atoll.ui.live;

import atoll.store.StoreException;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.Workspace;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/** Makes pages for the editor: {@code POST /pages?beside=ID&title=…} answers with the new page's id. */
public final class PageServlet extends HttpServlet {
  /** Where it answers. */
  public static final String PATH = "/pages";

  @Serial
  private static final long serialVersionUID = 1L;

  private static final int INSUFFICIENT_STORAGE = 507;

  private final transient Instance instance;

  public PageServlet(Instance instance) {
    this.instance = instance;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<NodeId> beside =
        Optional.ofNullable(request.getParameter("beside")).flatMap(NodeId::parse);
    Optional<Workspace> workspace = beside.flatMap(instance::find);
    Optional<String> title = Optional.ofNullable(request.getParameter("title"));
    if (workspace.isEmpty() || title.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try {
      NodeId made = workspace
          .get()
          .tree()
          .create(Optional.empty(), Integer.MAX_VALUE, NodeKind.PAGE, title.get());
      response.setContentType("application/json");
      response.getWriter().printf("{\"node\":\"%s\"}", made);
    } catch (StoreException refused) {
      response.sendError(INSUFFICIENT_STORAGE, refused.getMessage());
    }
  }
}

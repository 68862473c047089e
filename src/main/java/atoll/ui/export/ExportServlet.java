package atoll.ui.export;

import atoll.ui.Words;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.export.HtmlExport;
import atoll.workspace.export.MarkdownExport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a zip file of every page as Markdown; with {@code ?page=ID} of one page and what lies under it; with {@code
 * &as=html} with these in one HTML file, and with {@code &as=print} with the page alone, to be printed.
 */
public final class ExportServlet extends HttpServlet {
  /** Where it answers. */
  public static final String PATH = "/export";

  @Serial
  private static final long serialVersionUID = 1L;

  /** What is exported runs nothing and loads nothing; a page of ours may show it in a frame to print it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

  private final transient Instance instance;

  public ExportServlet(Instance instance) {
    this.instance = instance;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    String page = request.getParameter("page");
    if (page == null) {
      Attachment.of(response, "application/zip", "atoll-export.zip");
      MarkdownExport.zip(instance, response.getOutputStream());
      return;
    }
    Optional<NodeId> id = NodeId.parse(page);
    Optional<Workspace> workspace = id.flatMap(instance::find);
    Optional<Node> node = workspace.flatMap(in -> id.flatMap(in.tree().state()::node));
    if (workspace.isEmpty() || node.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    one(workspace.get(), node.get(), request, response);
  }

  private static void one(
      Workspace workspace, Node page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    @Nullable String as = request.getParameter("as");
    String name = page.title().isBlank() ? "Page" : page.title();
    if (as == null) {
      Attachment.of(response, "application/zip", name + ".zip");
      MarkdownExport.zip(workspace, page, response.getOutputStream());
      return;
    }
    boolean print = as.equals("print");
    if (print) {
      response.setContentType("text/html; charset=utf-8");
    } else {
      Attachment.of(response, "text/html; charset=utf-8", name + ".html");
    }
    response.setHeader("Content-Security-Policy", POLICY);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    HtmlExport.Manner manner = new HtmlExport.Manner(
        !print, print, request.getLocale(), kind -> Words.of("editor.kinds." + kind));
    response.getWriter().write(HtmlExport.write(workspace, page.id(), manner));
  }
}

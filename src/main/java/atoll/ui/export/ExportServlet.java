package atoll.ui.export;

import atoll.workspace.Instance;
import atoll.workspace.export.MarkdownExport;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Answers with a zip file of every page as Markdown. */
public final class ExportServlet extends HttpServlet {
  /** Where it answers. */
  public static final String PATH = "/export";

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Instance instance;

  public ExportServlet(Instance instance) {
    this.instance = instance;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"atoll-export.zip\"");
    response.setHeader("Cache-Control", "no-store");
    MarkdownExport.zip(instance, response.getOutputStream());
  }
}

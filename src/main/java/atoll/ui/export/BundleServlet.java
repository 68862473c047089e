package atoll.ui.export;

import atoll.ui.Refusals;
import atoll.workspace.Instance;
import atoll.workspace.bundle.BundleException;
import atoll.workspace.bundle.BundleWish;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Answers with a sealed file to be carried by hand: {@code ?workspace=} everything of a workspace, {@code &page=} what leads
 * to one page, {@code &for=} what a device lacks; ids and names are both understood.
 */
public final class BundleServlet extends HttpServlet {
  /** Where it answers. */
  public static final String PATH = "/bundle";

  /** The header that tells how many entries are in the file. */
  public static final String ENTRIES = "Atoll-Entries";

  @Serial
  private static final long serialVersionUID = 1L;

  private static final int UNPROCESSABLE = 422;

  private final transient Instance instance;

  public BundleServlet(Instance instance) {
    this.instance = instance;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    BundleWish wish = new BundleWish(
        parameter(request, "workspace"), parameter(request, "page"), parameter(request, "for"));
    Path file = Files.createTempFile("atoll-bundle-", ".atoll");
    try {
      long entries = wish.write(instance, file);
      Attachment.of(response, "application/octet-stream", name());
      response.setHeader(ENTRIES, Long.toString(entries));
      response.setContentLengthLong(Files.size(file));
      Files.copy(file, response.getOutputStream());
    } catch (BundleException wrong) {
      response.setStatus(UNPROCESSABLE);
      response.setContentType("text/plain");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getWriter().write(Refusals.of(wrong).orElseThrow());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Says nothing of what is in it: it may lie on a stick or in somebody's mail. */
  private static String name() {
    return LocalDate.now(ZoneId.systemDefault()) + ".atoll";
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isBlank());
  }
}

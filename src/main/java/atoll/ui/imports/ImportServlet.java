package atoll.ui.imports;

import atoll.ui.Refusals;
import atoll.ui.Words;
import atoll.ui.Workspaces;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.imports.ImportException;
import atoll.workspace.imports.ImportSource;
import atoll.workspace.imports.Importer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /import?name=NAME&workspace=ID} brings in the zip or the page that is the body, and answers with the report
 * in lines, the first of them the id of the page to look at. Without a workspace it goes into the first one. A bundle goes
 * into the workspace that it is of; there is no page to look at then. A header says how much of it a person has yet to be
 * told.
 */
public final class ImportServlet extends HttpServlet {
  /** Where it answers. */
  public static final String PATH = "/import";

  @Serial
  private static final long serialVersionUID = 1L;

  /** The header that is there if the page does not tell a person what became of the file. */
  private static final String TELL = "Atoll-Tell";

  /** Its value if the lines of the report are to be told. */
  private static final String REPORT = "report";

  /** Its value if everything had come in earlier. */
  private static final String NOTHING_NEW = "nothing-new";

  private static final int UNPROCESSABLE = 422;
  private static final long MOST_BYTES = 4L << 30;

  private final transient Instance instance;

  public ImportServlet(Instance instance) {
    this.instance = instance;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Workspace> workspace = workspace(request.getParameter("workspace"));
    if (workspace.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Path temporary = Files.createTempDirectory("atoll-import-");
    try {
      Path file = temporary.resolve(name(request.getParameter("name")));
      keep(request, file);
      if (BundleService.isBundle(file)) {
        response.setHeader(TELL, REPORT);
        answer(response, "", Reports.lines(instance.bringIn(file)));
        return;
      }
      try (ImportSource source = ImportSource.open(file, temporary)) {
        Importer.Imported done =
            Importer.run(workspace.get(), source, Optional.empty(), Reports.WORDS);
        if (done.report().pages() == 0) {
          response.setHeader(TELL, done.report().already() > 0 ? NOTHING_NEW : REPORT);
        }
        String page = done.page().map(Object::toString).orElse("");
        answer(response, page, Reports.WORDS.lines(done.report()));
      }
    } catch (IOException unusable) {
      response.setStatus(UNPROCESSABLE);
      response.setContentType("text/plain");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response
          .getWriter()
          .write(Refusals.of(unusable)
              .orElseGet(
                  () -> Words.of("import.unreadable", String.valueOf(unusable.getMessage()))));
    } finally {
      remove(temporary);
    }
  }

  private static void answer(HttpServletResponse response, String page, List<String> report)
      throws IOException {
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.getWriter().write(page + "\n" + String.join("\n", report) + "\n");
  }

  private Optional<Workspace> workspace(@Nullable String id) {
    return id == null ? instance.workspaces().stream().findFirst() : Workspaces.find(instance, id);
  }

  private static void keep(HttpServletRequest request, Path file) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) {
      throw new ImportException(ImportException.Why.TOO_LARGE, MOST_BYTES >> 30);
    }
    try (InputStream body = request.getInputStream()) {
      Files.copy(body, file);
    }
  }

  /** A name of one part, whatever was sent; its ending says what the file is. */
  private static String name(@Nullable String given) {
    String name = given == null ? "" : given.replaceAll("[^\\p{L}\\p{N} ._()-]", "-");
    String bare = name.replaceFirst("^[. ]+", "");
    return bare.isEmpty() ? "Import.zip" : bare.substring(Math.max(0, bare.length() - 100));
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

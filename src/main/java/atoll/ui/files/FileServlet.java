package atoll.ui.files;

import atoll.store.StoreException;
import atoll.store.blobs.BlobId;
import atoll.store.blobs.TooLargeException;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.files.FileService;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serial;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of pages. {@code POST /files?page=ID} keeps the body and answers with its hash and size; {@code GET
 * /files/HASH?name=…} gives it back. What is given back runs nothing: its type is told by its bytes, the browser may not
 * guess another, and it is opened without any right of this origin.
 */
public final class FileServlet extends HttpServlet {
  /** Where it answers. */
  public static final String PATH = "/files/*";

  @Serial
  private static final long serialVersionUID = 1L;

  private static final int INSUFFICIENT_STORAGE = 507;
  private static final int MOST_NAME = 255;
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

  private final transient Instance instance;

  public FileServlet(Instance instance) {
    this.instance = instance;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Workspace> workspace = Optional.ofNullable(request.getParameter("page"))
        .flatMap(NodeId::parse)
        .flatMap(instance::find);
    if (workspace.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    FileService files = workspace.get().files();
    if (request.getContentLengthLong() > FileService.MOST_BYTES) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    try (InputStream body = request.getInputStream()) {
      BlobId id = files.keep(body);
      response.setContentType("application/json");
      response
          .getWriter()
          .printf("{\"blob\":\"%s\",\"size\":%d}", id, files.size(id).orElseThrow());
    } catch (TooLargeException tooLarge) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, tooLarge.getMessage());
    } catch (StoreException refused) {
      response.sendError(INSUFFICIENT_STORAGE, refused.getMessage());
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
    Optional<BlobId> id = BlobId.parse(path.substring(1));
    Optional<InputStream> found = id.flatMap(this::read);
    if (found.isEmpty()) {
      // It may come yet, from the device that has it.
      response.setHeader("Cache-Control", "no-store");
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try (InputStream bytes = found.get()) {
      byte[] head = bytes.readNBytes(FileKind.HEAD_BYTES);
      FileKind kind = FileKind.of(head);
      response.setContentType(kind.mediaType());
      response.setHeader("Content-Disposition", disposition(kind, request.getParameter("name")));
      response.setHeader("Content-Security-Policy", POLICY);
      response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
      new SequenceInputStream(new ByteArrayInputStream(head), bytes)
          .transferTo(response.getOutputStream());
    }
  }

  private Optional<InputStream> read(BlobId id) {
    return instance.workspaces().stream()
        .flatMap(workspace -> workspace.files().read(id).stream())
        .findFirst();
  }

  private static String disposition(FileKind kind, @Nullable String name) {
    String how = kind.inPlace() ? "inline" : "attachment";
    return name == null || name.isEmpty() || name.length() > MOST_NAME
        ? how
        : how + "; filename*=UTF-8''"
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

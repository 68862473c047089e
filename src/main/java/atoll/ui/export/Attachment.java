package atoll.ui.export;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** An answer that the browser saves under a name. */
final class Attachment {
  private Attachment() {}

  static void of(HttpServletResponse response, String type, String name) {
    response.setContentType(type);
    response.setHeader(
        "Content-Disposition",
        "attachment; filename*=UTF-8''"
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}

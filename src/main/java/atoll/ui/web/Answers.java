package atoll.ui.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What somebody sees who is not let in, or not yet. */
final class Answers {
  private static final String LOOK = """
      <style>
        :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
        body { max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem; }
        h1 { font-size: 1.4rem; font-weight: 600; }
        code { padding: 0.1em 0.35em; border-radius: 4px; background: color-mix(in srgb, currentColor 10%, transparent); }
      </style>
      """;

  /** Where {@link #script} is. */
  static final String SCRIPT = "/again.js";

  private Answers() {}

  /** The browser has no key. */
  static void noKey(Response response, Callback callback) {
    page(response, callback, HttpStatus.FORBIDDEN_403, "", """
        <h1>This browser has not been let in yet</h1>
        <p>Atoll keeps your workspace to yourself, also on a machine that others use.</p>
        <p>Start it with <code>./atoll</code> and open the address that it prints, with the key at its end.
        If it runs already, the same command opens it.</p>
        """);
  }

  /** The address has a key of an earlier start. */
  static void oldKey(Response response, Callback callback) {
    page(response, callback, HttpStatus.FORBIDDEN_403, "", """
        <h1>This address is from an earlier start</h1>
        <p>Each start of Atoll prints an address with a new key. Open the newest one,
        or run <code>./atoll</code> again: it opens the right one.</p>
        """);
  }

  /** The request did not come from a page of ours; said shortly, since no person looks at it. */
  static void foreign(Response response, Callback callback, String what) {
    page(response, callback, HttpStatus.FORBIDDEN_403, "", "<h1>Refused</h1><p>" + what + "</p>");
  }

  /**
   * Has the browser come again by itself. A strict cookie is not sent with a request that another site began, even by
   * its owner's click; the request that our own page begins carries it. A refresh alone would do nothing where the address
   * has a fragment, which is still in the same page: there the script changes the rest of the address.
   *
   * @param path where to, or empty for the same address
   */
  static void comeAgain(Response response, Callback callback, String path) {
    String head = path.isEmpty()
        ? "<script src=\"" + SCRIPT + "\"></script>"
        : "<meta http-equiv=\"refresh\" content=\"0;url=" + path + "\">";
    page(response, callback, HttpStatus.OK_200, head, "");
  }

  /** The script of {@link #comeAgain}, for everybody. */
  static void script(Response response, Callback callback) {
    write(response, callback, HttpStatus.OK_200, "text/javascript;charset=utf-8", """
        const { pathname, search, hash } = location
        location.replace(pathname + (hash ? (search ? search + '&again' : '?again') + hash : search))
        """);
  }

  /** Has the browser go to the first page, so that no key stays in its address. */
  static void seeFirstPage(Response response, Callback callback) {
    response.setStatus(HttpStatus.SEE_OTHER_303);
    response.getHeaders().put(HttpHeader.LOCATION, "/");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.allocate(0), callback);
  }

  private static void page(
      Response response, Callback callback, int status, String head, String body) {
    String page =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Atoll</title>"
            + "<meta name=\"viewport\" content=\"width=device-width\">" + LOOK + head
            + "</head><body>" + body
            + "</body></html>";
    write(response, callback, status, "text/html;charset=utf-8", page);
  }

  private static void write(
      Response response, Callback callback, int status, String type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}

package atoll.app;

import atoll.ui.live.LiveEndpoint;
import atoll.workspace.NodeId;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser asks an instance for, without one. */
final class RehearsedBrowser {
  private static final Pattern CSRF =
      Pattern.compile("\"Vaadin-Security-Key\"\\s*:\\s*\"([^\"]+)\"");
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .cookieHandler(new CookieManager())
      .build();
  private final URI root;
  private final String host;
  private int tabs;

  private RehearsedBrowser(URI home) {
    root = home.resolve("/");
    host = home.getAuthority();
  }

  /** @param home the address with the key */
  static RehearsedBrowser letIn(URI home) throws Exception {
    RehearsedBrowser browser = new RehearsedBrowser(home);
    browser.http.send(HttpRequest.newBuilder(home).build(), BodyHandlers.discarding());
    return browser;
  }

  /** What Flow's client asks for when a tab opens on a route. */
  void visit(String route) throws Exception {
    ask(HttpRequest.newBuilder(root.resolve(route)).build());
    String begin =
        ask(HttpRequest.newBuilder(root.resolve("?v-r=init&location=" + route)).build());
    Matcher csrf = CSRF.matcher(begin);
    if (!csrf.find()) {
      throw new IOException("no tab was opened: " + begin);
    }
    String navigate = """
        {"csrfToken":"%s","rpc":[{"type":"event","node":1,"event":"ui-navigate","data":\
        {"route":"%s","query":"","appShellTitle":"","historyState":null,"trigger":""}}],"syncId":0,"clientId":0}""".formatted(csrf.group(1), route);
    ask(HttpRequest.newBuilder(root.resolve("?v-r=uidl&v-uiId=" + tabs++))
        .header("Origin", "http://" + host)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(navigate))
        .build());
  }

  /** Opens a page as the editor does. */
  RehearsedTab open(NodeId page) throws Exception {
    return RehearsedTab.open(
        page,
        http.newWebSocketBuilder().header("Origin", "http://" + host),
        URI.create("ws://" + host + LiveEndpoint.PATH));
  }

  private String ask(HttpRequest request) throws Exception {
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(request.uri() + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }
}

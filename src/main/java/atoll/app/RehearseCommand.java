package atoll.app;

import atoll.store.Store;
import atoll.store.folder.DataFolder;
import atoll.store.h2.H2Store;
import atoll.ui.live.LiveEndpoint;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code atoll rehearse}: a start over a folder that is thrown away, and the first page as a browser asks for it. The
 * launchers run it once with {@code -XX:AOTCacheOutput}, so that the JVM keeps what a start needs.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Starts and stops once, so that the JVM can learn what a start needs.")
final class RehearseCommand implements Callable<Integer> {
  private static final Pattern READY = Pattern.compile("http://\\S+");
  private static final Pattern CSRF =
      Pattern.compile("\"Vaadin-Security-Key\"\\s*:\\s*\"([^\"]+)\"");
  private static final long PATIENCE_SECONDS = 60;
  private static final int OK = 200;

  private final HttpClient browser = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .cookieHandler(new CookieManager())
      .build();

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("atoll-rehearsal");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    Path data = folder.resolve("data");
    NodeId page = furnish(data);
    URI home = serve(data);
    browser.send(HttpRequest.newBuilder(home).build(), BodyHandlers.discarding());
    visit(home.resolve("/"), "welcome", 0);
    visit(home.resolve("/"), "p/" + page, 1);
    type(home, page);
    return ExitCode.FINE.value();
  }

  private static NodeId furnish(Path data) throws Exception {
    try (DataFolder folder = DataFolder.open(data, Optional.empty());
        Store store = H2Store.open(folder);
        Instance instance = new Instance(
            store,
            new KeptKeys(folder.path()).open(Passphrase.of(Map.of())),
            wish -> {
              throw new IllegalStateException("a rehearsal meets nobody");
            },
            new SecureRandom(),
            Instant::now)) {
      instance.namePerson("Somebody");
      return instance
          .create("Somewhere")
          .tree()
          .create(Optional.empty(), 0, NodeKind.PAGE, "Something");
    }
  }

  /** Serves until the process ends. */
  private static URI serve(Path data) throws Exception {
    CompletableFuture<URI> ready = new CompletableFuture<>();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
      @Override
      public void println(String line) {
        Matcher address = READY.matcher(line);
        if (address.find()) {
          ready.complete(URI.create(address.group()));
        }
      }
    };
    Thread serving = new Thread(
        () -> {
          try {
            new Serving(ServeOptions.quiet(data), out, System.err).run();
          } catch (Exception failure) {
            ready.completeExceptionally(failure);
          }
        },
        "rehearsal");
    serving.setDaemon(true);
    serving.start();
    return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** What Flow's client asks for when a tab opens on a route. */
  private void visit(URI root, String route, int tab) throws Exception {
    ask(HttpRequest.newBuilder(root.resolve(route)).build());
    String begin =
        ask(HttpRequest.newBuilder(root.resolve("?v-r=init&location=" + route)).build());
    Matcher csrf = CSRF.matcher(begin);
    if (!csrf.find()) {
      throw new IOException("no tab was opened: " + begin);
    }
    String origin = root.toString().substring(0, root.toString().length() - 1);
    String navigate = """
        {"csrfToken":"%s","rpc":[{"type":"event","node":1,"event":"ui-navigate","data":\
        {"route":"%s","query":"","appShellTitle":"","historyState":null,"trigger":""}}],"syncId":0,"clientId":0}""".formatted(csrf.group(1), route);
    ask(HttpRequest.newBuilder(root.resolve("?v-r=uidl&v-uiId=" + tab))
        .header("Origin", origin)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(navigate))
        .build());
  }

  /** Opens the page as the editor does and waits for the answer. */
  private void type(URI home, NodeId page) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    String host = home.getAuthority();
    WebSocket socket = browser
        .newWebSocketBuilder()
        .header("Origin", "http://" + host)
        .buildAsync(URI.create("ws://" + host + LiveEndpoint.PATH), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            answer.complete(text.toString());
            return WebSocket.Listener.super.onText(from, text, last);
          }
        })
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    var _ = socket.sendText(
        "{\"t\":\"open\",\"page\":\"%s\",\"session\":\"rehearsal\"}".formatted(page), true);
    answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    socket.abort();
  }

  private String ask(HttpRequest request) throws Exception {
    var answer = browser.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(request.uri() + " was answered with " + answer.statusCode());
    }
    return answer.body();
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException busy) {
      // The instance is closing its files at the same time; what is left lies where the system
      // clears up.
    }
  }
}

package atoll.ui.web;

import atoll.ui.UserInterface;
import jakarta.servlet.Servlet;
import jakarta.servlet.SessionTrackingMode;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The web server of one instance, bound to loopback only, with {@link RequestGuard} in front of everything. */
public final class WebServer {
  private static final int MOST_THREADS = 60;
  private static final int FEWEST_THREADS = 4;

  private final Server server = new Server(new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS));
  private final int wantedPort;
  private final BrowserKey key;
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final List<ServerEndpointConfig> sockets = new ArrayList<>();
  private final Map<String, Servlet> servlets = new LinkedHashMap<>();
  private @Nullable CompletableFuture<ServletContextHandler> prepared;
  private int port;

  /**
   * Prepares a server; nothing is bound before {@link #start}.
   *
   * @param port 0 for any free one
   * @param key who may come in
   */
  public WebServer(int port, BrowserKey key) {
    this.wantedPort = port;
    this.key = key;
  }

  /** Puts something where the views find it. Before {@link #start}. */
  public void attribute(String name, Object value) {
    attributes.put(name, value);
  }

  /** Serves a WebSocket. Before {@link #start}. */
  public void socket(ServerEndpointConfig socket) {
    sockets.add(socket);
  }

  /** Serves a path by a servlet. Before {@link #start}. */
  public void servlet(String path, Servlet servlet) {
    servlets.put(path, servlet);
  }

  /** Begins to set up the views on a thread of its own, while the caller does something else. */
  public void prepare() {
    prepared = CompletableFuture.supplyAsync(this::application);
  }

  /**
   * Binds and starts; the first page can be served on return.
   *
   * @throws PortTakenException if somebody else has the port
   */
  public void start() throws Exception {
    port = Loopback.bind(server, wantedPort);
    CompletableFuture<ServletContextHandler> begun = prepared;
    serve(begun == null ? application() : begun.join());
  }

  private ServletContextHandler application() {
    try {
      return VaadinApplication.context(ClassesOf.packageTree(UserInterface.class), sockets);
    } catch (IOException failure) {
      throw new UncheckedIOException("The program's own files cannot be read", failure);
    }
  }

  /** Binds and starts without the views. */
  void startBare() throws Exception {
    port = Loopback.bind(server, wantedPort);
    serve(VaadinApplication.bareContext(sockets));
  }

  private void serve(ServletContextHandler context) throws Exception {
    attributes.forEach(context::setAttribute);
    servlets.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
    protectSession(context.getSessionHandler());
    server.setHandler(new RequestGuard(new OwnAddress(port), key, context));
    server.start();
  }

  /** As with the pass: two instances on one host must not take each other's sessions. */
  private void protectSession(SessionHandler sessions) {
    sessions.setSessionCookie("atoll-session-" + port);
    sessions.setHttpOnly(true);
    sessions.setSameSite(HttpCookie.SameSite.STRICT);
    sessions.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
  }

  /** Stops serving; an exception of the server's is our own bug. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("The web server did not stop", failure);
    }
  }

  /** The address that a person opens, with the key that lets a browser in. */
  public String address() {
    return address(port, key.token());
  }

  /** The address that a person opens on an instance with that port and key. */
  public static String address(int port, String key) {
    return "http://localhost:%d/?key=%s".formatted(port, key);
  }

  /** The port that is bound. */
  public int port() {
    return port;
  }

  /** What lets a browser in. */
  public String key() {
    return key.token();
  }
}

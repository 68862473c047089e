package atoll.app.relay;

import atoll.crypto.Hash;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.ToLongFunction;

/** Tells over HTTP whether a relay is well, and in figures how it does: {@code /health} and {@code /metrics}. */
public final class RelayWeb implements AutoCloseable {
  private static final int BACKLOG = 16;
  private static final int NAME_LENGTH = 12;

  private final HttpServer server;
  private final Relay relay;

  public RelayWeb(InetSocketAddress address, Relay relay) throws IOException {
    this.relay = relay;
    server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/health", this::health);
    server.createContext("/metrics", this::metrics);
    server.start();
  }

  /** Where it answers. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void health(HttpExchange exchange) throws IOException {
    String fault = relay.fault().orElse("");
    answer(exchange, fault.isEmpty() ? 200 : 503, fault.isEmpty() ? "ok\n" : fault + "\n");
  }

  private void metrics(HttpExchange exchange) throws IOException {
    StringBuilder out = new StringBuilder();
    figure(out, "atoll_relay_up", "gauge", "", relay.fault().isEmpty() ? 1 : 0);
    figure(out, "atoll_relay_workspaces", "gauge", "", relay.workspaces().size());
    figure(out, "atoll_relay_workspaces_limit", "gauge", "", relay.limits().workspaces());
    figure(out, "atoll_relay_bytes_limit", "gauge", "", relay.limits().workspaceBytes());
    figure(out, "atoll_relay_refused_connections_total", "counter", "", relay.refused());
    each(out, "atoll_relay_bytes", RelaySession::bytes);
    each(out, "atoll_relay_full", session -> session.isFull() ? 1 : 0);
    each(out, "atoll_relay_entries", RelaySession::entries);
    each(out, "atoll_relay_forks", RelaySession::forks);
    each(out, "atoll_relay_peers", session -> session.status().peers().size());
    each(out, "atoll_relay_behind_entries", session -> session.status().behind());
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    answer(exchange, 200, out.toString());
  }

  private void each(StringBuilder out, String name, ToLongFunction<RelaySession> figure) {
    type(out, name, "gauge");
    relay
        .workspaces()
        .forEach(each -> line(out, name, label(each), figure.applyAsLong(each.session())));
  }

  /** A name that tells workspaces apart, and is of no use for entering one. */
  private static String label(RelayWorkspace workspace) {
    byte[] purpose = "atoll relay metrics".getBytes(StandardCharsets.US_ASCII);
    String name = Hash.of(purpose, workspace.task().workspace().hash().toBytes())
        .toString()
        .substring(0, NAME_LENGTH);
    return "{workspace=\"" + name + "\"}";
  }

  private static void figure(
      StringBuilder out, String name, String type, String labels, long value) {
    type(out, name, type);
    line(out, name, labels, value);
  }

  private static void type(StringBuilder out, String name, String type) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder out, String name, String labels, long value) {
    out.append(name).append(labels).append(' ').append(value).append('\n');
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}

package atoll.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tab of a browser does to write a page: it brings the key, keeps the cookie, opens the WebSocket, and has one step
 * on its way at a time, which it sends again after the connection broke. For one thread.
 */
final class Tab {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PATIENCE_SECONDS = 60;
  private static final String LOST = "{\"t\":\"lost\"}";

  private final String page;
  private final String session;
  private Optional<String> version = Optional.empty();
  private Optional<Step> inFlight = Optional.empty();
  private LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private Optional<WebSocket> socket = Optional.empty();
  private long steps;

  private record Step(long number, String text) {}

  /** @param session another for each tab */
  Tab(String page, String session) {
    this.page = page;
    this.session = session;
  }

  /** Begins to write a text at the beginning of the page. */
  void write(String text) {
    inFlight = Optional.of(new Step(++steps, text));
    sendInFlight();
  }

  /** Whether a step is on its way of which the tab does not know yet that it is kept. */
  boolean isWaiting() {
    return inFlight.isPresent();
  }

  /**
   * Waits until the step on its way is kept; tells whether it is, or false if the connection was lost.
   *
   * @throws AssertionError if it is refused
   */
  boolean awaitConfirmed() throws InterruptedException {
    while (inFlight.isPresent()) {
      if (!hear()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether no step is on its way any more, as far as the tab has heard by now; does not wait.
   *
   * @throws AssertionError if the step is refused or the connection was lost
   */
  boolean isConfirmedByNow() throws InterruptedException {
    while (inFlight.isPresent() && !heard.isEmpty()) {
      if (!hear()) {
        throw new AssertionError(session + " was cut off");
      }
    }
    return inFlight.isEmpty();
  }

  /** Takes the next message; tells whether there was one, or false if the connection was lost. */
  private boolean hear() throws InterruptedException {
    JsonNode message = next();
    switch (message.path("t").asString()) {
      case "lost" -> {
        return false;
      }
      case "refused", "gone" -> throw new AssertionError(session + " heard " + message);
      default -> take(message);
    }
    return true;
  }

  /**
   * Connects to an instance and opens the page there, again if it was open before.
   *
   * @param address with the key
   * @return the whole page, or nothing if the tab was told what it missed
   */
  Optional<String> connect(String address) throws Exception {
    URI first = URI.create(address);
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    String cookie = client
        .send(HttpRequest.newBuilder(first).build(), HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow();
    heard = new LinkedBlockingQueue<>();
    socket = Optional.of(client
        .newWebSocketBuilder()
        .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
        .header("Origin", "http://" + first.getAuthority())
        .buildAsync(URI.create("ws://" + first.getAuthority() + "/live"), new Listener(heard))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    ObjectNode open = message("open").put("session", session);
    version.ifPresent(known -> open.put("since", known));
    inFlight.ifPresent(step -> open.put("lastStep", step.number()));
    send(open);
    while (true) {
      JsonNode message = next();
      String kind = message.path("t").asString();
      if (kind.equals("page")) {
        version = Optional.of(message.path("version").asString());
        long last = message.path("lastStep").asLong();
        inFlight = inFlight.filter(step -> step.number() > last);
        sendInFlight();
        return Optional.of(message.path("text").asString());
      }
      if (kind.equals("patch")) {
        take(message);
        sendInFlight();
        return Optional.empty();
      }
      if (kind.equals("lost") || kind.equals("gone")) {
        throw new IOException(session + " heard " + message);
      }
    }
  }

  void close() {
    socket.ifPresent(WebSocket::abort);
    socket = Optional.empty();
  }

  private void take(JsonNode message) {
    switch (message.path("t").asString()) {
      case "patch" -> version = Optional.of(message.path("version").asString());
      case "confirmed" -> {
        version = Optional.of(message.path("version").asString());
        inFlight = inFlight.filter(step -> step.number() > message.path("step").asLong());
      }
      default -> {
        // A title, carets, comments.
      }
    }
  }

  private void sendInFlight() {
    inFlight.ifPresent(step -> {
      ObjectNode message = message("step").put("step", step.number());
      message.put("base", version.orElseThrow());
      message.putArray("delta").add(step.text());
      send(message);
    });
  }

  private ObjectNode message(String kind) {
    return JSON.createObjectNode().put("t", kind).put("page", page);
  }

  private void send(ObjectNode message) {
    try {
      socket
          .orElseThrow()
          .sendText(message.toString(), true)
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException lost) {
      heard.add(LOST);
    }
  }

  private JsonNode next() throws InterruptedException {
    String message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError(session + " hears nothing", new TimeoutException());
    }
    return JSON.readTree(message);
  }

  private static final class Listener implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> heard;
    private final StringBuilder parts = new StringBuilder();

    Listener(LinkedBlockingQueue<String> heard) {
      this.heard = heard;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        heard.add(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      heard.add(LOST);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      heard.add(LOST);
    }
  }
}

package atoll.app;

import atoll.workspace.NodeId;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A page that is open in a tab, as far as the instance can see. */
final class RehearsedTab implements AutoCloseable {
  private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]*)\"");
  private static final long PATIENCE_SECONDS = 15;

  private final NodeId page;
  private final WebSocket socket;
  private final BlockingQueue<String> came;
  private String version = "";
  private int length;
  private int steps;

  private RehearsedTab(NodeId page, WebSocket socket, BlockingQueue<String> came) {
    this.page = page;
    this.socket = socket;
    this.came = came;
  }

  /** Connects, asks for the page and waits for it. */
  static RehearsedTab open(NodeId page, WebSocket.Builder builder, URI address) throws Exception {
    Incoming incoming = new Incoming(new LinkedBlockingQueue<>(), new StringBuilder());
    WebSocket socket =
        builder.buildAsync(address, incoming).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    RehearsedTab tab = new RehearsedTab(page, socket, incoming.messages());
    tab.send("\"t\":\"open\",\"session\":\"rehearsal-%s\"".formatted(System.identityHashCode(tab)));
    tab.await("page");
    return tab;
  }

  /** Types a letter at the end, and waits until it is confirmed as saved. */
  void type() throws IOException, InterruptedException {
    String delta = length == 0 ? "[\"a\"]" : "[%d,\"a\"]".formatted(length);
    length++;
    send(
        "\"t\":\"step\",\"step\":%d,\"base\":\"%s\",\"delta\":%s,\"selection\":{\"anchor\":%d,\"head\":%d}"
            .formatted(++steps, version, delta, length, length));
    await("confirmed");
  }

  /** Waits until a letter comes that was typed elsewhere. */
  void see() throws IOException, InterruptedException {
    await("patch");
    length++;
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  private void send(String message) {
    socket.sendText("{\"page\":\"%s\",%s}".formatted(page, message), true).join();
  }

  private void await(String kind) throws IOException, InterruptedException {
    String message = "";
    while (!message.startsWith("{\"t\":\"%s\"".formatted(kind))) {
      message = came.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IOException("no message of the kind " + kind + " came");
      }
    }
    Matcher found = VERSION.matcher(message);
    version = found.find() ? found.group(1) : version;
  }

  private record Incoming(BlockingQueue<String> messages, StringBuilder part)
      implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, text, last);
    }
  }
}

package atoll.ui.live;

import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.ui.Words;
import atoll.ui.live.OpenPage.Selection;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What one tab has open, and how its messages are understood. Called by one thread at a time. */
final class LiveTab implements AutoCloseable {
  private static final int MOST_PAGES = 50;
  private static final int MOST_SESSION_CHARACTERS = 64;

  private final Instance instance;
  private final Consumer<String> send;
  private final Map<NodeId, OpenPage> pages = new HashMap<>();

  /** @param send takes messages to the tab; returns at once */
  LiveTab(Instance instance, Consumer<String> send) {
    this.instance = instance;
    this.send = send;
  }

  /**
   * Does what a message says.
   *
   * @throws RejectedException if it is not a message of the protocol; the connection should end
   */
  void receive(String text) throws RejectedException {
    JsonNode message;
    try {
      message = Messages.JSON.readTree(text);
    } catch (JacksonException e) {
      throw new RejectedException(Reason.MALFORMED, "a message that is not JSON");
    }
    String kind = message.path("t").asString("");
    if (kind.equals("ping")) {
      send.accept(Messages.pong());
      return;
    }
    NodeId node = NodeId.parse(message.path("page").asString(""))
        .orElseThrow(() -> new RejectedException(Reason.MALFORMED, "a message without a page"));
    if (kind.equals("open")) {
      open(node, message);
      return;
    }
    OpenPage page = pages.get(node);
    if (page == null) {
      // It was closed or has gone while the message was on its way.
      return;
    }
    switch (kind) {
      case "step" -> step(page, node, message);
      case "title" -> page.rename(message.path("title").asString(""));
      case "look" -> page.dress(Looks.change(message));
      case "caret" -> caret(page, message);
      case "comment" ->
        page.comment(
            text(message, "thread"),
            text(message, "comment"),
            text(message, "quote"),
            text(message, "text"));
      case "resolve" ->
        page.resolve(text(message, "thread"), message.path("resolved").asBoolean(false));
      case "uncomment" -> page.uncomment(text(message, "thread"), text(message, "comment"));
      case "close" -> {
        pages.remove(node);
        page.close();
      }
      default -> throw new RejectedException(Reason.MALFORMED, "a message of another kind");
    }
  }

  @Override
  public void close() {
    pages.values().forEach(OpenPage::close);
    pages.clear();
  }

  private void open(NodeId node, JsonNode message) throws RejectedException {
    String session = message.path("session").asString("");
    if (session.isEmpty()
        || session.length() > MOST_SESSION_CHARACTERS
        || pages.size() >= MOST_PAGES) {
      throw new RejectedException(
          Reason.TOO_LARGE, "a tab without a session, or with too many pages");
    }
    OpenPage before = pages.remove(node);
    if (before != null) {
      before.close();
    }
    Optional<Workspace> workspace = instance.find(node);
    if (workspace.isEmpty()) {
      send.accept(Messages.gone(node.toString()));
      return;
    }
    OpenPage opened = new OpenPage(workspace.get(), node, session, send);
    pages.put(node, opened);
    opened.open(since(message), message.path("lastStep").asLong(0), before(message));
  }

  private static Optional<Frontier> since(JsonNode message) throws RejectedException {
    JsonNode since = message.path("since");
    return since.isString()
        ? Optional.of(Frontier.parseText(since.stringValue()))
        : Optional.empty();
  }

  /** The browser kept it, perhaps from a program of another version; what cannot be read is as good as none. */
  private static Optional<Frontier> before(JsonNode message) {
    try {
      return Optional.of(Frontier.parseText(message.path("before").asString("")))
          .filter(version -> message.path("before").isString());
    } catch (RejectedException unreadable) {
      return Optional.empty();
    }
  }

  private void step(OpenPage page, NodeId node, JsonNode message) throws RejectedException {
    long number = message.path("step").asLong(0);
    Frontier base = base(message);
    if (number < 1) {
      throw new RejectedException(Reason.MALFORMED, "a step without a number");
    }
    try {
      JsonNode selection = message.path("selection");
      Optional<Selection> after =
          selection.isObject() ? Optional.of(selection(selection)) : Optional.empty();
      page.step(
          number,
          base,
          DeltaJson.read(message.path("delta"), message.path("first")),
          HeadPatch.read(message.path("head")),
          after);
    } catch (RejectedException e) {
      send.accept(Messages.refused(
          node.toString(), number, e.reason().name(), Words.of("editor.step-refused")));
    }
  }

  private static void caret(OpenPage page, JsonNode message) throws RejectedException {
    if (message.path("none").asBoolean(false)) {
      page.noCaret();
    } else {
      page.caret(base(message), selection(message));
    }
  }

  private static Selection selection(JsonNode message) throws RejectedException {
    return new Selection(position(message, "anchor"), position(message, "head"));
  }

  private static int position(JsonNode message, String key) throws RejectedException {
    int position = message.path(key).asInt(-1);
    if (position < 0) {
      throw new RejectedException(Reason.MALFORMED, "a caret without " + key);
    }
    return position;
  }

  private static String text(JsonNode message, String key) {
    return message.path(key).asString("");
  }

  private static Frontier base(JsonNode message) throws RejectedException {
    return Frontier.parseText(message.path("base").asString(""));
  }
}

package atoll.ui.live;

import atoll.crdt.Frontier;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageService;
import atoll.workspace.page.PageState;
import atoll.workspace.presence.CaretView;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages that go to a tab, as JSON text. */
final class Messages {
  static final JsonMapper JSON = JsonMapper.builder().build();

  /** One for each number below {@link CaretView#COLORS}: readable as a caret and behind white letters. */
  private static final List<String> COLORS = List.of(
      "#c2410c", "#0f766e", "#7c3aed", "#be185d", "#1d4ed8", "#4d7c0f", "#a21caf", "#b45309");

  private Messages() {}

  static String page(String page, String title, PageService.Opened opened) {
    PageState state = opened.state();
    ObjectNode message =
        message("page", page).put("version", state.version().toText()).put("title", title);
    message.put("text", state.text()).put("lastStep", opened.lastStep());
    ArrayNode marks = message.putArray("marks");
    state
        .marks()
        .forEach(
            m -> marks.addArray().add(m.from()).add(m.to()).add(DeltaJson.write(m.attributes())));
    ArrayNode blocks = message.putArray("blocks");
    state.blocks().forEach(b -> blocks.addArray().add(b.at()).add(DeltaJson.write(b.attributes())));
    message.set("first", DeltaJson.write(state.first()));
    opened.missed().ifPresent(missed -> write(message.putObject("missed"), missed));
    return message.toString();
  }

  static String patch(String page, Frontier version, Delta delta) {
    return change("patch", page, version, delta).toString();
  }

  static String confirmed(String page, long step, Frontier version, Delta delta) {
    return change("confirmed", page, version, delta).put("step", step).toString();
  }

  static String title(String page, String title) {
    return message("title", page).put("title", title).toString();
  }

  static String carets(String page, Frontier version, List<CaretView> carets) {
    ObjectNode message = message("carets", page).put("version", version.toText());
    ArrayNode array = message.putArray("carets");
    for (CaretView caret : carets) {
      array
          .addObject()
          .put("id", caret.id())
          .put("name", caret.name())
          .put("color", COLORS.get(caret.color()))
          .put("anchor", caret.anchor())
          .put("head", caret.head());
    }
    return message.toString();
  }

  static String refused(String page, long step, String reason, String text) {
    return message("refused", page)
        .put("step", step)
        .put("reason", reason)
        .put("message", text)
        .toString();
  }

  static String gone(String page) {
    return message("gone", page).toString();
  }

  static String pong() {
    return JSON.createObjectNode().put("t", "pong").toString();
  }

  private static ObjectNode change(String kind, String page, Frontier version, Delta delta) {
    ObjectNode message = message(kind, page).put("version", version.toText());
    write(message, delta);
    return message;
  }

  private static void write(ObjectNode message, Delta delta) {
    message.set("delta", DeltaJson.write(delta));
    if (!delta.first().isEmpty()) {
      message.set("first", DeltaJson.write(delta.first()));
    }
  }

  private static ObjectNode message(String kind, String page) {
    return JSON.createObjectNode().put("t", kind).put("page", page);
  }
}

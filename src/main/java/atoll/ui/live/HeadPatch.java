package atoll.ui.live;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.workspace.PageLook;
import atoll.workspace.PageLook.Cover;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a step does above the text of a page. Each part names what it was and what it becomes; where it is no longer what it
 * was, somebody else has changed it, and it stays.
 */
record HeadPatch(
    Optional<Turn<String>> title,
    Optional<Turn<String>> icon,
    Optional<Turn<Optional<Cover>>> cover,
    Optional<Turn<Boolean>> wide) {

  /** A value that becomes another. */
  record Turn<T>(T from, T to) {
    T after(T now) {
      return now.equals(from) ? to : now;
    }
  }

  /**
   * Reads {@code {"title": {"from": …, "to": …}, …}} with {@code icon} (empty for none), {@code cover} (null for none) and
   * {@code wide}; empty if the step did nothing there.
   *
   * @throws RejectedException if it names an icon or a cover that is none, or not both values
   */
  static Optional<HeadPatch> read(JsonNode head) throws RejectedException {
    return head.isObject()
        ? Optional.of(new HeadPatch(
            turn(head.path("title"), HeadPatch::text),
            turn(head.path("icon"), HeadPatch::sign),
            turn(head.path("cover"), HeadPatch::picture),
            turn(head.path("wide"), HeadPatch::yes)))
        : Optional.empty();
  }

  String titleAfter(String now) {
    return title.map(turn -> turn.after(now)).orElse(now);
  }

  PageLook lookAfter(PageLook now) {
    return new PageLook(
        icon.map(turn -> turn.after(now.icon())).orElse(now.icon()),
        cover.map(turn -> turn.after(now.cover())).orElse(now.cover()),
        wide.map(turn -> turn.after(now.wide())).orElse(now.wide()));
  }

  /** Reads one value. */
  private interface Reading<T> {
    T read(JsonNode value) throws RejectedException;
  }

  private static <T> Optional<Turn<T>> turn(JsonNode turn, Reading<T> reading)
      throws RejectedException {
    return turn.isObject()
        ? Optional.of(new Turn<>(reading.read(turn.path("from")), reading.read(turn.path("to"))))
        : Optional.empty();
  }

  private static String text(JsonNode value) throws RejectedException {
    if (!value.isString()) {
      throw bad("a title that is no text");
    }
    return value.stringValue();
  }

  private static String sign(JsonNode value) throws RejectedException {
    String sign = text(value);
    if (!sign.isEmpty() && !PageLook.isIcon(sign)) {
      throw bad("an icon that is not one sign");
    }
    return sign;
  }

  private static Optional<Cover> picture(JsonNode value) throws RejectedException {
    return value.isNull() ? Optional.empty() : Optional.of(Looks.cover(value));
  }

  private static boolean yes(JsonNode value) throws RejectedException {
    if (!value.isBoolean()) {
      throw bad("a width that is neither");
    }
    return value.booleanValue();
  }

  private static RejectedException bad(String detail) {
    return new RejectedException(Reason.MALFORMED, detail);
  }
}

package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Expand;
import atoll.crdt.Kind;
import atoll.crdt.Pair;
import atoll.crdt.RejectedException;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Two writers of one text with marks. What they see is written as {@code {bold}text}, with {@code {}} where nothing is set. */
final class MarkedPair {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final Value ON = Value.of(true);
  private static final Set<String> GROWING = Set.of("bold", "italic", "color");

  private final Pair pair = new Pair();

  /** The one whose id decides if nothing else does is Bob, who has the greater. */
  final Document alice = pair.ann;

  final Document bob = pair.ben;

  MarkedPair(String text) throws RejectedException {
    type(alice, 0, text);
    exchange();
  }

  static void type(Document who, int at, String chars) {
    Pair.edit(who, draft -> draft.insert(TEXT, at, chars));
  }

  static void type(Document who, int at, String chars, Map<String, Value> attributes) {
    Pair.edit(who, draft -> draft.insert(TEXT, at, chars, attributes));
  }

  static void delete(Document who, int at, int count) {
    Pair.edit(who, draft -> draft.delete(TEXT, at, count));
  }

  static void mark(Document who, int from, int to, String key) {
    mark(who, from, to, key, ON);
  }

  static void mark(Document who, int from, int to, String key, String value) {
    mark(who, from, to, key, Value.of(value));
  }

  static void clear(Document who, int from, int to, String key) {
    mark(who, from, to, key, Value.NULL);
  }

  private static void mark(Document who, int from, int to, String key, Value value) {
    Expand expand = GROWING.contains(key) ? Expand.END : Expand.NONE;
    Pair.edit(who, draft -> draft.mark(TEXT, from, to, key, value, expand));
  }

  void exchange() throws RejectedException {
    pair.exchange();
  }

  /** Lets both have everything and checks what both then see. */
  void assertBothSee(String expected) throws RejectedException {
    exchange();
    assertEquals(expected.startsWith("{") ? expected : "{}" + expected, written(alice));
    assertEquals(written(alice), written(bob));
  }

  private static String written(Document document) {
    StringBuilder out = new StringBuilder();
    for (TextView.Span span : document.text(TEXT).spans()) {
      String attributes = span.attributes().entrySet().stream()
          .map(entry -> entry.getValue() instanceof Value.Text(String value)
              ? entry.getKey() + "=" + value
              : entry.getKey())
          .collect(Collectors.joining(" "));
      out.append('{').append(attributes).append('}').append(span.chars());
    }
    return out.toString();
  }
}

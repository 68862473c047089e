package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.PageFormat;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Markdown has no sign for stands in a comment that no reader shows: {@code <!--atoll indent=2 -kind-->} behind the
 * text of a block, {@code <!--atoll:next ...-->} above one that has no text. Values are written as in addresses; a name with
 * a minus sign says that the block does not have what its sign would give it.
 */
final class Notes {
  private static final Set<String> NUMBERS = Set.of("indent", "size", "width");
  private static final Set<String> FLAGS = Set.of("checked", "folded");
  private static final Pattern NOTE = Pattern.compile("<!--atoll(:next)?((?: [^>\\s]+)*)-->");

  /**
   * A note that was read.
   *
   * @param next whether it is about the block below it
   * @param changes what to set; {@link Value#NULL} takes away
   */
  record Note(boolean next, SortedMap<String, Value> changes) {}

  private Notes() {}

  /** What leads from one set of attributes to another; empty if they are the same. */
  static String between(
      SortedMap<String, Value> read, SortedMap<String, Value> meant, boolean next) {
    StringBuilder note = new StringBuilder();
    for (Map.Entry<String, Value> e : meant.entrySet()) {
      if (!e.getValue().equals(read.get(e.getKey())) && PageFormat.fits(e.getKey(), e.getValue())) {
        note.append(' ').append(e.getKey()).append('=').append(written(e.getValue()));
      }
    }
    read.keySet().stream()
        .filter(key -> !meant.containsKey(key))
        .forEach(key -> note.append(" -").append(key));
    return note.isEmpty() ? "" : "<!--atoll" + (next ? ":next" : "") + note + "-->";
  }

  /** Reads one comment; empty if it is none of ours. */
  static Optional<Note> parse(String comment) {
    Matcher parts = NOTE.matcher(comment.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    SortedMap<String, Value> changes = new TreeMap<>();
    for (String word : parts.group(2).strip().split(" ", -1)) {
      int sign = word.indexOf('=');
      if (word.startsWith("-")) {
        changes.put(word.substring(1), Value.NULL);
      } else if (sign > 0) {
        String key = word.substring(0, sign);
        read(key, word.substring(sign + 1))
            .filter(value -> PageFormat.fits(key, value))
            .ifPresent(value -> changes.put(key, value));
      }
    }
    return Optional.of(new Note(parts.group(1) != null, changes));
  }

  /** Applies changes to attributes, in place. */
  static void apply(SortedMap<String, Value> changes, SortedMap<String, Value> attributes) {
    changes.forEach((key, value) -> {
      if (value.equals(Value.NULL)) {
        attributes.remove(key);
      } else {
        attributes.put(key, value);
      }
    });
  }

  private static String written(Value value) {
    String text = switch (value) {
      case Value.Int(long n) -> Long.toString(n);
      case Value.Text(String words) -> words;
      default -> "true";
    };
    // Two minus signs would end the comment in some readers.
    return Objects.requireNonNull(URLEncoder.encode(text, StandardCharsets.UTF_8))
        .replace("-", "%2D");
  }

  private static Optional<Value> read(String key, String written) {
    try {
      String text = URLDecoder.decode(written, StandardCharsets.UTF_8);
      if (NUMBERS.contains(key)) {
        return Optional.of(Value.of(Long.parseLong(text)));
      }
      return Optional.of(FLAGS.contains(key) ? Value.of(true) : Value.of(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}

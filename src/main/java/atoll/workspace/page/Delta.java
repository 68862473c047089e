package atoll.workspace.page;

import atoll.crdt.Patch;
import atoll.crdt.Patch.TextStep;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of a page as views speak of it: what to do from the start of the text to its end. Immutable.
 *
 * @param parts in the order of the text; what they do not reach stays
 * @param first block attributes of the first line to set; {@link Value#NULL} clears
 */
public record Delta(List<Part> parts, SortedMap<String, Value> first) {
  /** Changes nothing. */
  public static final Delta NONE = new Delta(List.of(), Collections.emptySortedMap());

  /** What to do with a stretch of the text; lengths in UTF-16 code units. */
  public sealed interface Part {}

  /** Leaves {@code count} units and sets attributes on them; {@link Value#NULL} clears. */
  public record Keep(int count, SortedMap<String, Value> attributes) implements Part {
    public Keep {
      positive(count);
    }
  }

  /** Puts characters in that have exactly these attributes. */
  public record Insert(String chars, SortedMap<String, Value> attributes) implements Part {
    public Insert {
      positive(chars.length());
    }
  }

  /** Takes {@code count} units out. */
  public record Delete(int count) implements Part {
    public Delete {
      positive(count);
    }
  }

  public Delta {
    parts = List.copyOf(parts);
  }

  /** Whether it changes nothing. */
  public boolean isEmpty() {
    return parts.isEmpty() && first.isEmpty();
  }

  /** What a page's view has to do to follow the engine's patches; those of other containers are not a view's business. */
  static Delta of(List<Patch> patches) {
    List<Part> parts = new ArrayList<>();
    SortedMap<String, Value> first = new TreeMap<>();
    for (Patch patch : patches) {
      if (patch instanceof Patch.TextPatch text && text.target().equals(PageFormat.TEXT)) {
        text.steps().forEach(step -> parts.add(part(step)));
      } else if (patch instanceof Patch.MapPatch map && map.target().equals(PageFormat.FIRST)) {
        map.entries().forEach((key, value) -> first.put(key, value == null ? Value.NULL : value));
      }
    }
    return new Delta(parts, first);
  }

  private static Part part(TextStep step) {
    return switch (step) {
      case Patch.Retain(int count, SortedMap<String, Value> changes) -> new Keep(count, changes);
      case Patch.Insert(String chars, SortedMap<String, Value> attributes) ->
        new Insert(chars, attributes);
      case Patch.Delete(int count) -> new Delete(count);
    };
  }

  private static void positive(int count) {
    if (count <= 0) {
      throw new IllegalArgumentException("a part of " + count + " units");
    }
  }
}

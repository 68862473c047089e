package atoll.crdt.text;

import atoll.crdt.Patch;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A view of a text that follows it by patches alone. */
public final class Shadow {
  private record Styled(char character, SortedMap<String, Value> attributes) {}

  private List<Styled> characters = new ArrayList<>();

  public void apply(Patch.TextPatch patch) {
    List<Styled> next = new ArrayList<>();
    int at = 0;
    for (Patch.TextStep step : patch.steps()) {
      switch (step) {
        case Patch.Retain(int count, var changes) -> {
          for (int i = 0; i < count; i++) {
            next.add(restyled(characters.get(at++), changes));
          }
        }
        case Patch.Delete(int count) -> at += count;
        case Patch.Insert(String chars, var attributes) ->
          chars.chars().forEach(c -> next.add(new Styled((char) c, attributes)));
      }
    }
    next.addAll(characters.subList(at, characters.size()));
    characters = next;
  }

  private static Styled restyled(Styled old, SortedMap<String, Value> changes) {
    TreeMap<String, Value> attributes = new TreeMap<>(old.attributes());
    attributes.putAll(changes);
    attributes.values().removeIf(Value.NULL::equals);
    return new Styled(old.character(), attributes);
  }

  /** The same as {@link TextView#spans()} of the text that it follows. */
  public List<TextView.Span> spans() {
    List<TextView.Span> spans = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < characters.size(); i++) {
      run.append(characters.get(i).character());
      if (i + 1 == characters.size()
          || !characters.get(i + 1).attributes().equals(characters.get(i).attributes())) {
        spans.add(new TextView.Span(run.toString(), characters.get(i).attributes()));
        run.setLength(0);
      }
    }
    return spans;
  }
}

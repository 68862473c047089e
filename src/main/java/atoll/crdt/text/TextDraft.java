package atoll.crdt.text;

import atoll.crdt.Op;
import atoll.crdt.structure.Entry;
import java.util.ArrayList;
import java.util.List;

/** A text as a draft has left it. It is copied when somebody looks at it after the first operation, not before. */
public final class TextDraft {
  private final TextState base;
  private final List<Entry> pending = new ArrayList<>(1);
  private TextState state;

  public TextDraft(TextState base) {
    this.base = base;
    this.state = base;
  }

  public void add(Entry entry) {
    pending.add(entry);
  }

  /** The text after all that was added. */
  public TextState state() {
    if (state == base) {
      state = base.copy();
    }
    pending.forEach(this::apply);
    pending.clear();
    return state;
  }

  private void apply(Entry entry) {
    switch (entry.op()) {
      case Op.InsertText(var target, int at, String chars, var attributes) -> {
        if (attributes.isEmpty()) {
          state.insertChars(at, chars.toCharArray(), 0, chars.length());
        } else {
          state.insertChars(
              at, chars.toCharArray(), 0, chars.length(), new Style(entry.stamp(), attributes));
        }
      }
      case Op.DeleteText(var target, int at, int count) -> state.delete(at, count);
      case Op.MarkText(var target, int from, int to, String key, var value, var expand) -> {
        int mark = state.insertStart(from, new Mark(entry.stamp(), key, value, expand));
        state.insertEnd(to + 1, mark);
      }
      default -> throw new IllegalStateException(entry + " on a text");
    }
  }
}

package atoll.crdt.undo;

import atoll.crdt.Change;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which characters stand for others that were deleted and that an undo brought back. */
public final class StandIns {
  private final Map<OpId, OpId> roots = new HashMap<>();

  /** Takes the next change; those that it follows were taken before. */
  public void add(Change change) {
    List<OpId> inserted = new ArrayList<>();
    List<OpId> restored = new ArrayList<>();
    int offset = 0;
    for (Op op : change.ops()) {
      switch (op) {
        case Op.Undo undo ->
          undo.restored().forEach(run -> addAll(restored, run.first(), run.count()));
        case Op.InsertText insert ->
          addAll(
              inserted, new OpId(change.author(), change.firstCounter() + offset), insert.size());
        default -> {}
      }
      offset += op.size();
    }
    for (int i = 0; i < Math.min(restored.size(), inserted.size()); i++) {
      roots.put(inserted.get(i), root(restored.get(i)));
    }
  }

  private static void addAll(List<OpId> ids, OpId first, int count) {
    for (int i = 0; i < count; i++) {
      ids.add(new OpId(first.replica(), first.counter() + i));
    }
  }

  /** The character for which this one stands: itself, unless it brought another one back. */
  public OpId root(OpId character) {
    return roots.getOrDefault(character, character);
  }

  public boolean isEmpty() {
    return roots.isEmpty();
  }
}

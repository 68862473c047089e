package atoll.crdt.undo;

import atoll.crdt.ContainerId;
import atoll.crdt.ListView;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Value;
import atoll.crdt.structure.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists: an item ought to be where, and what, its last effective writer said, if it was inserted at all. */
final class ListUndo {
  private static final class Registers {
    final List<Entry> places = new ArrayList<>();
    final List<Entry> values = new ArrayList<>();
  }

  private static final Ranges NOTHING_IDLE = new Ranges();

  private ListUndo() {}

  static void restore(
      ContainerId id,
      List<Entry> all,
      List<Entry> touched,
      Ranges before,
      Ranges after,
      ListView now,
      Restorer to) {
    Set<OpId> items = new LinkedHashSet<>();
    touched.forEach(entry -> items.addAll(items(entry)));
    Map<OpId, Registers> registers = new LinkedHashMap<>();
    for (Entry entry : all) {
      for (OpId item : items(entry)) {
        if (items.contains(item)) {
          Registers both = registers.computeIfAbsent(item, key -> new Registers());
          if (!(entry.op() instanceof Op.ListSet)) {
            both.places.add(entry);
          }
          if (entry.op() instanceof Op.ListSet || entry.op() instanceof Op.ListInsert) {
            both.values.add(entry);
          }
        }
      }
    }
    registers.forEach((item, both) -> {
      place(id, item, both, before, after, now, to);
      set(id, item, both, after, now, to);
    });
  }

  private static List<OpId> items(Entry entry) {
    return switch (entry.op()) {
      case Op.ListInsert insert -> {
        List<OpId> made = new ArrayList<>();
        for (int i = 0; i < insert.size(); i++) {
          made.add(new OpId(entry.id().replica(), entry.id().counter() + i));
        }
        yield made;
      }
      case Op.ListMove move -> List.of(move.item());
      case Op.ListDelete delete -> List.of(delete.item());
      case Op.ListSet set -> List.of(set.item());
      default -> throw new IllegalStateException(entry + " on a list");
    };
  }

  private static void place(
      ContainerId id,
      OpId item,
      Registers both,
      Ranges before,
      Ranges after,
      ListView now,
      Restorer to) {
    OpId was = place(item, both, before);
    OpId is = place(item, both, after);
    boolean isAsItOughtToBe = now.indexOf(item) >= 0 == (was != null);
    if (!Objects.equals(was, is) && isAsItOughtToBe) {
      to.place(id, item, is);
    }
  }

  private static @Nullable OpId place(OpId item, Registers both, Ranges idle) {
    if (idle.contains(item)) {
      return null;
    }
    Entry latest = Latest.of(both.places, idle);
    return switch (latest == null ? null : latest.op()) {
      case Op.ListInsert insert -> item;
      case Op.ListMove move -> Objects.requireNonNull(latest).id();
      case null, default -> null;
    };
  }

  private static void set(
      ContainerId id, OpId item, Registers both, Ranges after, ListView now, Restorer to) {
    Value is = value(item, Latest.of(both.values, after));
    if (is == null || now.indexOf(item) < 0 && place(item, both, after) == null) {
      return;
    }
    // A write that has no effect may still show: the item was hidden when it was taken back.
    Entry shown = Latest.of(both.values, NOTHING_IDLE);
    boolean isShownByRight = shown == null || !after.contains(shown.id());
    if (!isShownByRight && !is.equals(value(item, shown))) {
      to.set(id, item, is);
    }
  }

  private static @Nullable Value value(OpId item, @Nullable Entry write) {
    return switch (write == null ? null : write.op()) {
      case Op.ListSet set -> set.value();
      case Op.ListInsert insert ->
        insert.values().get((int)
            (item.counter() - Objects.requireNonNull(write).id().counter()));
      case null, default -> null;
    };
  }
}

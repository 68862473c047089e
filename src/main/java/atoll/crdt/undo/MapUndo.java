package atoll.crdt.undo;

import atoll.crdt.ContainerId;
import atoll.crdt.MapView;
import atoll.crdt.Op;
import atoll.crdt.Value;
import atoll.crdt.structure.Entry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Maps: a key ought to have what the last effective writer wrote. */
final class MapUndo {
  private MapUndo() {}

  @SuppressWarnings("ReferenceEquality") // the same write, not an equal one
  static void restore(
      ContainerId id,
      List<Entry> all,
      List<Entry> touched,
      Ranges before,
      Ranges after,
      MapView now,
      Restorer to) {
    Set<String> keys = new TreeSet<>();
    touched.forEach(entry -> keys.add(key(entry)));
    for (String key : keys) {
      List<Entry> writes = all.stream().filter(entry -> key(entry).equals(key)).toList();
      Entry was = Latest.of(writes, before);
      Entry is = Latest.of(writes, after);
      if (was != is
          && Objects.equals(now.get(key), value(was))
          && !Objects.equals(value(is), value(was))) {
        to.write(id, key, value(is));
      }
    }
  }

  private static String key(Entry entry) {
    return switch (entry.op()) {
      case Op.Put put -> put.key();
      case Op.Remove remove -> remove.key();
      default -> throw new IllegalStateException(entry + " on a map");
    };
  }

  private static @Nullable Value value(@Nullable Entry write) {
    return write != null && write.op() instanceof Op.Put put ? put.value() : null;
  }
}

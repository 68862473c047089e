package atoll.crdt.undo;

import atoll.crdt.structure.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last writer among those that have an effect. */
final class Latest {
  private Latest() {}

  static @Nullable Entry of(List<Entry> writes, Ranges idle) {
    Entry latest = null;
    for (Entry write : writes) {
      if (!idle.contains(write.id())
          && (latest == null || latest.stamp().compareTo(write.stamp()) < 0)) {
        latest = write;
      }
    }
    return latest;
  }
}

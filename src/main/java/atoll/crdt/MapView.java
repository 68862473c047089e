package atoll.crdt;

import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A map at one version. */
public interface MapView {
  /** The value that the last writer wrote, or null if there is none. */
  @Nullable
  Value get(String key);

  /** The operation that wrote what {@link #get} gives, or null: the maker of a container that hangs there. */
  @Nullable
  OpId writer(String key);

  /** Sorted. */
  SortedSet<String> keys();

  /** What others wrote at the same time as the winner and lost, the greatest first; empty if nobody disagreed. */
  List<Written> conflicts(String key);

  /** A value and the operation that wrote it; a removal has null. */
  record Written(OpId writer, @Nullable Value value) {}
}

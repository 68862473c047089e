package atoll.crdt.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was put in between the same two entities at the same time, in the order in which it lies there, for those places where
 * that is much: so that the next one need not be compared with all of them. Need not be complete.
 */
final class Siblings {
  /** As many are compared one by one. */
  private static final int MANY = 16;

  private record Place(int left, int right) {}

  private final Comparator<Integer> order;
  private final Map<Place, TreeSet<Integer>> places = new HashMap<>(0);

  Siblings(Comparator<Integer> order) {
    this.order = order;
  }

  /** The last one known at the place that goes before {@code id}, or {@link Tracker#NONE}. */
  int lower(int left, int right, int id) {
    if (places.isEmpty()) {
      return Tracker.NONE;
    }
    TreeSet<Integer> all = places.get(new Place(left, right));
    Integer lower = all == null ? null : all.lower(id);
    return lower == null ? Tracker.NONE : lower;
  }

  /** Says that {@code id} was compared with, after {@code before} others. */
  void passed(int left, int right, int id, int before) {
    if (before >= MANY) {
      places
          .computeIfAbsent(new Place(left, right), place -> new TreeSet<>(order))
          .add(id);
    }
  }

  /** Says that {@code id} lies there now. */
  void placed(int left, int right, int id) {
    if (!places.isEmpty()) {
      TreeSet<Integer> all = places.get(new Place(left, right));
      if (all != null) {
        all.add(id);
      }
    }
  }
}

package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.OpId;
import atoll.crdt.Plan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes in any order: gives out each as soon as nothing before it is missing. */
final class Queue {
  private final History history;
  private final Deque<Change> ready = new ArrayDeque<>();
  private final Map<OpId, List<Change>> waiting = new HashMap<>();
  private final Set<Change> left = new LinkedHashSet<>();

  Queue(History history) {
    this.history = history;
  }

  void add(Change change) {
    ready.add(change);
  }

  /** The next change of which nothing is missing, or null. */
  @Nullable
  Change next() {
    while (!ready.isEmpty()) {
      Change change = ready.poll();
      OpId missing = history.firstMissing(change);
      if (missing == null) {
        if (!left.isEmpty()) {
          left.remove(change);
        }
        return change;
      }
      if (left.add(change)) {
        waiting.computeIfAbsent(missing, id -> new ArrayList<>()).add(change);
      }
    }
    return null;
  }

  /** Says that a change was taken. */
  void taken(OpId last) {
    List<Change> woken = waiting.isEmpty() ? null : waiting.remove(last);
    if (woken != null) {
      left.removeAll(woken);
      ready.addAll(woken);
    }
  }

  /** Looks again at those left that name what lies within a change that has come. */
  void retry() {
    List<Change> found =
        left.stream().filter(change -> history.firstMissing(change) == null).toList();
    left.removeAll(found);
    ready.addAll(found);
  }

  List<Plan.Waiting> left() {
    return left.stream()
        .map(change -> new Plan.Waiting(change, missing(change)))
        .toList();
  }

  private List<OpId> missing(Change change) {
    Set<OpId> missing = new LinkedHashSet<>();
    for (OpId parent : change.parents().ids()) {
      if (history.graph.lv(parent) < 0) {
        missing.add(parent);
      }
    }
    if (history.graph.next(change.author()) < change.firstCounter()) {
      missing.add(new OpId(change.author(), change.firstCounter() - 1));
    }
    return List.copyOf(missing);
  }
}

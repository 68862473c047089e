package atoll.workspace.sim;

import java.util.Map;
import java.util.TreeMap;

/** What people really did in a simulation and what became of it, so that it cannot pass by idleness. */
final class Doings {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(String what) {
    count(what, 1);
  }

  void count(String what, long times) {
    counts.merge(what, times, Long::sum);
  }

  long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  void add(Doings other) {
    other.counts.forEach(this::count);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}

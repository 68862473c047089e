package atoll.crdt.graph;

import java.util.Arrays;

/** A list of half-open ranges of local versions; neighbours that touch are joined. */
public final class Spans {
  private int[] bounds = new int[8];
  private int size;

  public int size() {
    return size;
  }

  public int start(int i) {
    return bounds[2 * i];
  }

  public int end(int i) {
    return bounds[2 * i + 1];
  }

  public void clear() {
    size = 0;
  }

  /** Adds a range that lies below all others. */
  void addBelow(int start, int end) {
    if (size > 0 && bounds[2 * size - 2] == end) {
      bounds[2 * size - 2] = start;
      return;
    }
    if (2 * size == bounds.length) {
      bounds = Arrays.copyOf(bounds, bounds.length * 2);
    }
    bounds[2 * size] = start;
    bounds[2 * size + 1] = end;
    size++;
  }
}

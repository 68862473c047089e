package atoll.crdt.history;

import atoll.crdt.Op;
import java.util.Arrays;

/** The operations that are not on texts, by lv. Append only, but for {@link #truncate}. */
final class OpStore {
  private int[] lvs = {};
  private Op[] ops = {};
  private int size;

  int size() {
    return size;
  }

  int lv(int i) {
    return lvs[i];
  }

  Op op(int i) {
    return ops[i];
  }

  void append(int lv, Op op) {
    if (size == ops.length) {
      int capacity = size + (size >> 1) + 4;
      lvs = Arrays.copyOf(lvs, capacity);
      ops = Arrays.copyOf(ops, capacity);
    }
    lvs[size] = lv;
    ops[size++] = op;
  }

  /** The first operation at {@code lv} or after. */
  int from(int lv) {
    int found = Arrays.binarySearch(lvs, 0, size, lv);
    return found >= 0 ? found : -found - 1;
  }

  void truncate(int lv) {
    int kept = from(lv);
    Arrays.fill(ops, kept, size, null);
    size = kept;
  }
}

package atoll.crdt.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Drops the beginning of a log: of the operations before an lv only the insertions stay whose entities are there at that
 * version, each at the place that it has among those of them that come before it. They keep their lvs, so that whatever
 * refers to them goes on to.
 */
final class Trim {
  /** Entities one after another in the text and in lvs, with their number in the order of the text. */
  private record Living(int lv, int length, int number) {}

  private final TextLog whole;
  private final TextLog trimmed = new TextLog();
  /** Sums over the text's order of what was put in so far (Fenwick). */
  private final int[] sums;

  private Trim(TextLog whole, int count) {
    this.whole = whole;
    sums = new int[count + 1];
  }

  /** @param tree with the version before {@code lv} prepared */
  static TextLog of(TextLog whole, ItemTree tree, int lv) {
    List<Living> living = new ArrayList<>();
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      if (tree.states[item] == ItemTree.THERE) {
        living.add(new Living(tree.ids[item], tree.lengths[item], living.size()));
      }
    }
    Trim trim = new Trim(whole, living.size());
    living.sort(Comparator.comparingInt(Living::lv));
    living.forEach(trim::insert);
    trim.keepFrom(lv);
    return trim.trimmed;
  }

  private void insert(Living living) {
    int position = before(living.number());
    int end = living.lv() + living.length();
    for (int at = living.lv(); at < end; ) {
      int run = whole.runAfter(at);
      int part = Math.min(end, whole.end(run)) - at;
      trimmed.append(whole, run, at - whole.lv(run), part, position);
      position += part;
      at += part;
    }
    for (int i = living.number() + 1; i < sums.length; i += i & -i) {
      sums[i] += living.length();
    }
  }

  private int before(int number) {
    int sum = 0;
    for (int i = number; i > 0; i -= i & -i) {
      sum += sums[i];
    }
    return sum;
  }

  /** What comes later stays as it is. */
  private void keepFrom(int lv) {
    for (int run = whole.runAfter(lv); run < whole.runs(); run++) {
      int offset = Math.max(0, lv - whole.lv(run));
      int position = switch (whole.kind(run)) {
        case TextLog.DELETE -> whole.position(run);
        case TextLog.BACKSPACE -> whole.position(run) - offset;
        default -> whole.position(run) + offset;
      };
      trimmed.append(whole, run, offset, whole.length(run) - offset, position);
    }
  }
}

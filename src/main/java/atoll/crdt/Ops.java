package atoll.crdt;

import java.util.ArrayList;
import java.util.List;

/** Brings the operations of a change into the one form that stands for all that mean the same to the log. */
final class Ops {
  private Ops() {}

  /** Joins insertions that follow each other and deletions at the same position. */
  static List<Op> normal(List<Op> ops) {
    List<Op> joined = new ArrayList<>(ops.size());
    for (Op op : ops) {
      Op last = joined.isEmpty() ? null : joined.getLast();
      if (op instanceof Op.DeleteText delete
          && last instanceof Op.DeleteText before
          && delete.at() == before.at()
          && delete.target().equals(before.target())) {
        joined.set(
            joined.size() - 1,
            new Op.DeleteText(before.target(), before.at(), before.count() + delete.count()));
      } else if (op instanceof Op.InsertText insert
          && last instanceof Op.InsertText before
          && insert.at() == before.at() + before.chars().length()
          && insert.target().equals(before.target())
          && insert.attributes().equals(before.attributes())) {
        String chars = before.chars() + insert.chars();
        joined.set(
            joined.size() - 1,
            new Op.InsertText(before.target(), before.at(), chars, before.attributes()));
      } else {
        joined.add(op);
      }
    }
    return List.copyOf(joined);
  }
}

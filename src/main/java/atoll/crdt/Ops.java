package atoll.crdt;

import java.util.ArrayList;
import java.util.List;

/** Brings the operations of a change into the one form that stands for all that mean the same to the log. */
final class Ops {
  private Ops() {}

  /** Joins insertions that follow each other and deletions at the same position. */
  static List<Op> normal(List<Op> ops) {
    if (ops.isEmpty() || !hasToJoin(ops)) {
      return List.copyOf(ops);
    }
    List<Op> joined = new ArrayList<>();
    for (int i = 0; i < ops.size(); ) {
      int end = i + 1;
      while (end < ops.size() && follows(ops.get(end - 1), ops.get(end))) {
        end++;
      }
      joined.add(end == i + 1 ? ops.get(i) : join(ops.subList(i, end)));
      i = end;
    }
    return List.copyOf(joined);
  }

  private static boolean hasToJoin(List<Op> ops) {
    Op last = ops.getFirst();
    for (Op op : ops.subList(1, ops.size())) {
      if (follows(last, op)) {
        return true;
      }
      last = op;
    }
    return false;
  }

  private static boolean follows(Op before, Op op) {
    return switch (op) {
      case Op.DeleteText delete
      when before instanceof Op.DeleteText last ->
        delete.at() == last.at() && delete.target().equals(last.target());
      case Op.InsertText insert
      when before instanceof Op.InsertText last ->
        insert.at() == last.at() + last.size()
            && insert.target().equals(last.target())
            && insert.attributes().equals(last.attributes());
      default -> false;
    };
  }

  private static Op join(List<Op> ops) {
    if (ops.getFirst() instanceof Op.DeleteText first) {
      int count = ops.stream().mapToInt(Op::size).sum();
      return new Op.DeleteText(first.target(), first.at(), count);
    }
    Op.InsertText first = (Op.InsertText) ops.getFirst();
    StringBuilder chars = new StringBuilder();
    ops.forEach(op -> chars.append(((Op.InsertText) op).chars()));
    return new Op.InsertText(first.target(), first.at(), chars.toString(), first.attributes());
  }
}

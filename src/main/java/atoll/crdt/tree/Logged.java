package atoll.crdt.tree;

import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.structure.Stamp;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the log, with where its node was before it: what undoes it (Kleppmann et al., sections 3.2 and 3.4).
 *
 * @param before null if the operation did nothing
 */
record Logged(Stamp stamp, Op op, @Nullable Node before) {
  static final Comparator<Logged> ORDER = Comparator.comparing(Logged::stamp);

  OpId node() {
    return switch (op) {
      case Op.TreeMove move -> move.node();
      case Op.TreeRemove remove -> remove.node();
      default -> stamp.id();
    };
  }
}

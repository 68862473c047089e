package atoll.crdt.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.oracle.OracleDocument;
import atoll.crdt.oracle.OracleHistory.Step;
import java.util.EnumMap;
import java.util.Map;

/** Counts the hard cases, so that a run in which they did not happen fails. */
final class Guards {
  /** A case that must have happened. */
  enum Case {
    INSERTS_AT_ONE_PLACE,
    OVERLAPPING_MARKS,
    WRITES_OF_ONE_KEY,
    MOVES_OF_ONE_ITEM,
    ITEM_MOVED_AND_DELETED,
    MOVES_OF_ONE_NODE,
    REFUSED_CIRCLES,
    OWN_CONCURRENT,
    CUT_MESSAGES,
    UNDO_OVER_OTHERS,
    ALL_UNDONE
  }

  private final Map<Case, Integer> counts = new EnumMap<>(Case.class);

  void look(OracleDocument oracle) {
    for (Kind kind : new Kind[] {Kind.TEXT, Kind.MAP, Kind.LIST, Kind.TREE}) {
      String name = kind.name().toLowerCase(java.util.Locale.ROOT);
      oracle.concurrent(ContainerId.root(kind, name)).forEach(pair -> look(pair[0], pair[1]));
    }
    add(Case.REFUSED_CIRCLES, oracle.refusedMoves());
  }

  private void look(Step a, Step b) {
    if (a.id().replica().equals(b.id().replica())) {
      add(Case.OWN_CONCURRENT, 1);
    }
    switch (a.op()) {
      case Op.InsertText one
      when b.op() instanceof Op.InsertText two && one.at() == two.at() ->
        add(Case.INSERTS_AT_ONE_PLACE, 1);
      case Op.MarkText one
      when b.op() instanceof Op.MarkText two && one.from() < two.to() && two.from() < one.to() ->
        add(Case.OVERLAPPING_MARKS, 1);
      case Op.Put one
      when b.op() instanceof Op.Put two && one.key().equals(two.key()) ->
        add(Case.WRITES_OF_ONE_KEY, 1);
      case Op.ListMove one
      when b.op() instanceof Op.ListMove two && one.item().equals(two.item()) ->
        add(Case.MOVES_OF_ONE_ITEM, 1);
      case Op.ListMove one
      when b.op() instanceof Op.ListDelete(var target, OpId item) && one.item().equals(item) ->
        add(Case.ITEM_MOVED_AND_DELETED, 1);
      case Op.TreeMove one
      when b.op() instanceof Op.TreeMove two && one.node().equals(two.node()) ->
        add(Case.MOVES_OF_ONE_NODE, 1);
      default -> {}
    }
  }

  void add(Case what, int count) {
    counts.merge(what, count, Integer::sum);
  }

  void assertAllHappened() {
    for (Case what : Case.values()) {
      assertTrue(counts.getOrDefault(what, 0) > 0, what + " never happened; " + counts);
    }
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}

package atoll.crdt.oracle;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import atoll.crdt.oracle.OracleHistory.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list (Kleppmann, "Moving elements in list CRDTs", PaPoC 2020, section 3): places in a fixed order, and for each item two
 * registers, where it is and what it is, of which the last writer counts.
 */
final class OracleList {
  /** An item as it stands in the list. */
  record Item(OpId item, OpId writer, Value value) {}

  private record Register<T>(Step step, int offset, T content) {
    boolean outdoes(@Nullable Register<T> other) {
      if (other == null) {
        return true;
      }
      long mine = step.lamport() + offset;
      long theirs = other.step.lamport() + other.offset;
      return mine != theirs ? mine > theirs : writer().compareTo(other.writer()) > 0;
    }

    OpId writer() {
      return OracleHistory.plus(step.id(), offset);
    }
  }

  private record Where(@Nullable OpId place) {}

  private final FugueTree places = new FugueTree();
  private final Map<OpId, OpId> itemOf = new HashMap<>();
  private final Map<OpId, Register<Where>> where = new HashMap<>();
  private final Map<OpId, Register<Value>> what = new HashMap<>();

  private final OracleHistory history;
  private final BitSet effective;

  OracleList(OracleHistory history, ContainerId id, BitSet version) {
    this(history, id, version, version);
  }

  /** The list as it would be if only some of the changes had an effect; the places are those of all. */
  OracleList(OracleHistory history, ContainerId id, BitSet version, BitSet effective) {
    this.history = history;
    this.effective = effective;
    for (Step step : history.steps(id, version)) {
      apply(step);
    }
  }

  private void apply(Step step) {
    switch (step.op()) {
      case Op.ListInsert(var target, var near, var side, var values) -> {
        OpId parent = near;
        Side hang = side;
        for (int i = 0; i < values.size(); i++) {
          OpId item = OracleHistory.plus(step.id(), i);
          places.add(item, parent, hang);
          itemOf.put(item, item);
          write(where, item, new Register<>(step, i, new Where(item)));
          write(what, item, new Register<>(step, i, values.get(i)));
          parent = item;
          hang = Side.RIGHT;
        }
      }
      case Op.ListMove(var target, var item, var near, var side) -> {
        places.add(step.id(), near, side);
        itemOf.put(step.id(), item);
        write(where, item, new Register<>(step, 0, new Where(step.id())));
      }
      case Op.ListDelete(var target, var item) ->
        write(where, item, new Register<>(step, 0, new Where(null)));
      case Op.ListSet(var target, var item, var value) ->
        write(what, item, new Register<>(step, 0, value));
      default -> throw new IllegalArgumentException(step.toString());
    }
  }

  private <T> void write(Map<OpId, Register<T>> registers, OpId item, Register<T> register) {
    boolean counts = history.isIn(effective, register.writer()) && history.isIn(effective, item);
    if (counts && register.outdoes(registers.get(item))) {
      registers.put(item, register);
    }
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (OpId place : places.inOrder()) {
      OpId item = Objects.requireNonNull(itemOf.get(place));
      Register<Value> value = what.get(item);
      Register<Where> at = where.get(item);
      if (value != null && at != null && place.equals(at.content().place())) {
        items.add(new Item(item, value.writer(), value.content()));
      }
    }
    return items;
  }
}

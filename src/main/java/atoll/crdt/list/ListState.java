package atoll.crdt.list;

import atoll.crdt.ContainerId;
import atoll.crdt.ListView;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Side;
import atoll.crdt.Value;
import atoll.crdt.structure.Ancestry;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Simple;
import atoll.crdt.structure.Stamp;
import atoll.crdt.structure.Structure;
import atoll.crdt.structure.Trie;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list whose items can be moved: places in an order that never changes (Fugue), and items each of which is at one place,
 * the last writer's (Kleppmann, PaPoC 2020). A deleted item is at no place; a move at the same time may win over that.
 */
public final class ListState extends Simple<ListState> implements ListView {
  private final ContainerId id;
  private Object owner = new Object();
  private Places places = new Places();
  private Trie<OpId, Item> items = Trie.empty();

  public ListState(ContainerId id) {
    this.id = id;
  }

  @Override
  public int size() {
    return places.taken();
  }

  @Override
  public Value get(int index) {
    return item(item(index)).value();
  }

  @Override
  public OpId item(int index) {
    return places.at(index).item();
  }

  @Override
  public OpId writer(int index) {
    return item(item(index)).written().id();
  }

  @Override
  public int indexOf(OpId item) {
    Item found = items.get(item);
    return found == null || found.place() == null ? -1 : places.rank(found.place());
  }

  /** Whether there is such an item, deleted or not. */
  public boolean knows(OpId item) {
    return items.get(item) != null;
  }

  /** The operation that inserts values so that the first stands at {@code index}. */
  public Op.ListInsert insertAt(int index, List<Value> values) {
    OpId before = index == 0 ? null : places.at(index - 1).id();
    OpId next = nextIfUsed(before);
    return next == null
        ? new Op.ListInsert(id, before, Side.RIGHT, values)
        : new Op.ListInsert(id, next, Side.LEFT, values);
  }

  /** The operation that moves an item so that it stands at {@code index} of the list without it. */
  public Op.ListMove moveTo(OpId item, int index) {
    int from = indexOf(item);
    int last = from >= 0 && from < index ? index : index - 1;
    return moveAfter(item, last < 0 ? null : places.at(last).id());
  }

  /** The operation that moves an item to directly after a place (null: the start), taken or not. */
  public Op.ListMove moveAfter(OpId item, @Nullable OpId place) {
    OpId next = nextIfUsed(place);
    return next == null
        ? new Op.ListMove(id, item, place, Side.RIGHT)
        : new Op.ListMove(id, item, next, Side.LEFT);
  }

  /** The place after this one (null: the start) if something hangs on the right of this one, so that nothing else can. */
  private @Nullable OpId nextIfUsed(@Nullable OpId place) {
    Place before = places.find(place);
    if (before == null) {
      throw new IllegalArgumentException("no place " + place);
    }
    Place next = before.right().length == 0 ? null : places.after(place);
    return next == null ? null : next.id();
  }

  Places places() {
    return places;
  }

  Trie<OpId, Item> items() {
    return items;
  }

  @Override
  public ListState copy() {
    ListState copy = new ListState(id);
    copy.places = places.copy();
    copy.items = items;
    owner = new Object();
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) throws RejectedException {
    switch (entry.op()) {
      case Op.ListInsert insert -> insert(entry, insert, ancestry);
      case Op.ListMove(var target, var item, var near, var side) -> {
        Item moved = known(item, entry, ancestry);
        checkPlace(near, side, entry, ancestry);
        boolean wins = moved.placed().compareTo(entry.stamp()) < 0;
        places.hang(entry.id(), item, near, side, wins);
        if (wins) {
          vacate(moved);
          items = items.put(owner, moved.at(entry.stamp(), entry.id()));
        }
      }
      case Op.ListDelete(var target, var item) -> {
        Item deleted = known(item, entry, ancestry);
        if (deleted.placed().compareTo(entry.stamp()) < 0) {
          vacate(deleted);
          items = items.put(owner, deleted.at(entry.stamp(), null));
        }
      }
      case Op.ListSet(var target, var item, var value) -> {
        Item old = known(item, entry, ancestry);
        if (old.written().compareTo(entry.stamp()) < 0) {
          items = items.put(owner, old.with(entry.stamp(), value));
        }
      }
      default -> throw new IllegalStateException(entry + " on a list");
    }
  }

  private void insert(Entry entry, Op.ListInsert insert, Ancestry ancestry)
      throws RejectedException {
    OpId near = insert.near();
    Side side = insert.side();
    checkPlace(near, side, entry, ancestry);
    for (int i = 0; i < insert.values().size(); i++) {
      OpId item = new OpId(entry.id().replica(), entry.id().counter() + i);
      Stamp stamp = new Stamp(entry.lamport() + i, item);
      places.hang(item, item, near, side, true);
      items =
          items.put(owner, new Item(item, stamp, item, stamp, insert.values().get(i)));
      near = item;
      side = Side.RIGHT;
    }
  }

  private void vacate(Item item) {
    if (item.place() != null) {
      places.take(item.place(), false);
    }
  }

  private Item known(OpId item, Entry entry, Ancestry ancestry) throws RejectedException {
    Item found = items.get(item);
    if (found == null || !ancestry.precedes(item, entry.id())) {
      throw unknown(item, entry);
    }
    return found;
  }

  private void checkPlace(@Nullable OpId near, Side side, Entry entry, Ancestry ancestry)
      throws RejectedException {
    if (near == null
        ? side == Side.LEFT
        : places.find(near) == null || !ancestry.precedes(near, entry.id())) {
      throw near == null
          ? new RejectedException(Reason.OUT_OF_RANGE, entry.id() + " lies before the start")
          : unknown(near, entry);
    }
  }

  private static RejectedException unknown(OpId named, Entry entry) {
    return new RejectedException(
        Reason.OUT_OF_RANGE, entry.id() + " names " + named + ", which is not before it");
  }

  private Item item(OpId item) {
    Item found = items.get(item);
    if (found == null) {
      throw new IllegalArgumentException("no item " + item);
    }
    return found;
  }

  /** All places, because later ones may hang on any of them, and of the rest what decides where and what the items are. */
  @Override
  public List<Entry> reduced(List<Entry> all) {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : all) {
      switch (entry.op()) {
        case Op.ListInsert(var target, var near, var side, var values) -> {
          List<Value> shown = new ArrayList<>();
          for (int i = 0; i < values.size(); i++) {
            OpId made = new OpId(entry.id().replica(), entry.id().counter() + i);
            // A deleted item may come back: somebody with all history takes the deletion back.
            boolean isWritten = item(made).written().id().equals(made);
            shown.add(isWritten ? values.get(i) : Value.NULL);
          }
          Op left = new Op.ListInsert(target, near, side, shown);
          kept.add(new Entry(entry.id(), entry.lamport(), left));
        }
        case Op.ListDelete(var target, var deleted)
        when !item(deleted).placed().id().equals(entry.id()) -> {
          // A later move or deletion decides.
        }
        case Op.ListSet(var target, var set, var value)
        when !item(set).written().id().equals(entry.id()) -> {
          // A later one decides.
        }
        default -> kept.add(entry);
      }
    }
    return kept;
  }

  @Override
  protected void become(ListState copy) {
    places = copy.places.copy();
    items = copy.items;
    owner = new Object();
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    List<Patch.ListStep> steps = new ListDiff(this, (ListState) later).steps();
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Patch.ListPatch(id, steps));
  }
}

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A list whose items can be moved: places in an order that never changes (Fugue), and items each of which is at one place,
 * the last writer's (Kleppmann, PaPoC 2020). A deleted item is at no place; a move at the same time may win over that.
 */
public final class ListState extends Simple<ListState> implements ListView {
  /** What hangs on one side of a place, by id. */
  private record Key(@Nullable OpId near, Side side) {
  }

  private record Item(Stamp placed, @Nullable OpId place, Stamp written, Value value) {
  }

  private final ContainerId id;
  private Map<Key, TreeMap<OpId, OpId>> hanging = new HashMap<>();
  private Map<OpId, OpId> places = new HashMap<>();
  private Map<OpId, Item> items = new HashMap<>();
  private List<OpId> order = List.of();

  public ListState(ContainerId id) {
    this.id = id;
  }

  @Override
  public int size() {
    return order.size();
  }

  @Override
  public Value get(int index) {
    return at(index).value();
  }

  @Override
  public OpId item(int index) {
    return order.get(index);
  }

  @Override
  public OpId writer(int index) {
    return at(index).written().id();
  }

  @Override
  public int indexOf(OpId item) {
    return order.indexOf(item);
  }

  /** Whether there is such an item, deleted or not. */
  public boolean knows(OpId item) {
    return items.containsKey(item);
  }

  /** The operation that inserts values so that the first stands at {@code index}. */
  public Op.ListInsert insertAt(int index, List<Value> values) {
    Key key = keyFor(order, index);
    return new Op.ListInsert(id, key.near(), key.side(), values);
  }

  /** The operation that moves an item so that it stands at {@code index} of the list without it. */
  public Op.ListMove moveTo(OpId item, int index) {
    List<OpId> others = new ArrayList<>(order);
    others.remove(item);
    Key key = keyFor(others, index);
    return new Op.ListMove(id, item, key.near(), key.side());
  }

  private Key keyFor(List<OpId> visible, int index) {
    OpId before = index == 0 ? null : item(visible.get(index - 1)).place();
    if (!hanging.containsKey(new Key(before, Side.RIGHT))) {
      return new Key(before, Side.RIGHT);
    }
    List<OpId> all = allPlaces();
    OpId next = all.get(before == null ? 0 : all.indexOf(before) + 1);
    return new Key(next, Side.LEFT);
  }

  @Override
  public ListState copy() {
    ListState copy = new ListState(id);
    hanging.forEach((key, ids) -> copy.hanging.put(key, new TreeMap<>(ids)));
    copy.places = new HashMap<>(places);
    copy.items = new HashMap<>(items);
    copy.order = order;
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) throws RejectedException {
    switch (entry.op()) {
      case Op.ListInsert insert -> insert(entry, insert, ancestry);
      case Op.ListMove(var target, var item, var near, var side) -> {
        check(item, entry, ancestry, items);
        checkPlace(near, side, entry, ancestry);
        hang(entry.id(), item, near, side);
        place(item, entry.stamp(), entry.id());
      }
      case Op.ListDelete(var target, var item) -> {
        check(item, entry, ancestry, items);
        place(item, entry.stamp(), null);
      }
      case Op.ListSet(var target, var item, var value) -> {
        check(item, entry, ancestry, items);
        Item old = item(item);
        if (old.written().compareTo(entry.stamp()) < 0) {
          items.put(item, new Item(old.placed(), old.place(), entry.stamp(), value));
        }
      }
      default -> throw new IllegalStateException(entry + " on a list");
    }
    order = visible();
  }

  private void insert(Entry entry, Op.ListInsert insert, Ancestry ancestry) throws RejectedException {
    OpId near = insert.near();
    Side side = insert.side();
    checkPlace(near, side, entry, ancestry);
    for (int i = 0; i < insert.values().size(); i++) {
      OpId item = new OpId(entry.id().replica(), entry.id().counter() + i);
      Stamp stamp = new Stamp(entry.lamport() + i, item);
      hang(item, item, near, side);
      items.put(item, new Item(stamp, item, stamp, insert.values().get(i)));
      near = item;
      side = Side.RIGHT;
    }
  }

  private void hang(OpId place, OpId item, @Nullable OpId near, Side side) {
    places.put(place, item);
    hanging.computeIfAbsent(new Key(near, side), key -> new TreeMap<>()).put(place, place);
  }

  private void place(OpId item, Stamp stamp, @Nullable OpId place) {
    Item old = item(item);
    if (old.placed().compareTo(stamp) < 0) {
      items.put(item, new Item(stamp, place, old.written(), old.value()));
    }
  }

  private void checkPlace(@Nullable OpId near, Side side, Entry entry, Ancestry ancestry) throws RejectedException {
    if (near != null) {
      check(near, entry, ancestry, places);
    } else if (side == Side.LEFT) {
      throw new RejectedException(Reason.OUT_OF_RANGE, entry.id() + " lies before the start");
    }
  }

  private static void check(OpId named, Entry entry, Ancestry ancestry, Map<OpId, ?> known) throws RejectedException {
    if (!known.containsKey(named) || !ancestry.precedes(named, entry.id())) {
      throw new RejectedException(Reason.OUT_OF_RANGE, entry.id() + " names " + named + ", which is not before it");
    }
  }

  private Item at(int index) {
    return item(order.get(index));
  }

  private Item item(OpId item) {
    Item found = items.get(item);
    if (found == null) {
      throw new IllegalArgumentException("no item " + item);
    }
    return found;
  }

  private List<OpId> visible() {
    List<OpId> visible = new ArrayList<>();
    for (OpId place : allPlaces()) {
      OpId item = places.get(place);
      if (item != null && place.equals(item(item).place())) {
        visible.add(item);
      }
    }
    return Collections.unmodifiableList(visible);
  }

  /** Every place in order, taken or not: what hangs on the left, the place itself, what hangs on its right. */
  private List<OpId> allPlaces() {
    List<OpId> all = new ArrayList<>(places.size());
    Deque<Object> todo = new ArrayDeque<>();
    push(todo, new Key(null, Side.RIGHT));
    while (!todo.isEmpty()) {
      switch (todo.pop()) {
        case OpId place -> all.add(place);
        case Key key -> push(todo, key);
        default -> throw new IllegalStateException();
      }
    }
    return all;
  }

  private void push(Deque<Object> todo, Key key) {
    TreeMap<OpId, OpId> ids = hanging.get(key);
    if (ids != null) {
      for (OpId place : ids.descendingKeySet()) {
        todo.push(new Key(place, Side.RIGHT));
        todo.push(place);
        todo.push(new Key(place, Side.LEFT));
      }
    }
  }

  @Override
  protected void become(ListState copy) {
    hanging = copy.hanging;
    places = copy.places;
    items = copy.items;
    order = copy.order;
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    ListState after = (ListState) later;
    List<Patch.ListStep> steps = new ArrayList<>();
    List<OpId> now = new ArrayList<>(order);
    for (int i = now.size() - 1; i >= 0; i--) {
      if (after.placed(now.get(i)) == null) {
        steps.add(new Patch.ItemDeleted(i, now.remove(i)));
      }
    }
    for (int i = 0; i < after.order.size(); i++) {
      OpId item = after.order.get(i);
      Item current = after.at(i);
      Item old = placed(item);
      if (i < now.size() && now.get(i).equals(item)) {
        addSet(steps, i, item, old, current);
      } else if (old == null) {
        now.add(i, item);
        steps.add(new Patch.ItemInserted(i, item, current.value()));
      } else {
        int from = now.indexOf(item);
        now.remove(from);
        now.add(i, item);
        steps.add(new Patch.ItemMoved(from, i, item));
        addSet(steps, i, item, old, current);
      }
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Patch.ListPatch(id, steps));
  }

  private static void addSet(List<Patch.ListStep> steps, int index, OpId item, @Nullable Item old, Item now) {
    boolean container = now.value() instanceof Value.Container;
    if (old != null && (container ? !now.written().equals(old.written()) : !now.value().equals(old.value()))) {
      steps.add(new Patch.ItemSet(index, item, now.value()));
    }
  }

  private @Nullable Item placed(OpId item) {
    Item found = items.get(item);
    return found == null || found.place() == null ? null : found;
  }
}

package atoll.crdt.text;

import atoll.crdt.Anchor;
import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Side;
import atoll.crdt.structure.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The event-graph walker written to be read (Gentle and Kleppmann, EuroSys 2025, section 3): one item for each character
 * that ever was, in the order of Fugue, each of which knows whether it is there in the version that the next operation was
 * made on. {@link #retreat} and {@link #advance} change that version, {@link #apply} adds an operation made on it.
 */
public final class TextModel {
  private static final int NOT_YET = 0;
  private static final int THERE = 1;

  private static final class Item {
    final Entity entity;
    @Nullable Item left;
    @Nullable Item right;
    final List<OpId> deleters = new ArrayList<>();
    /** Not yet there, there, or one more than the number of times that it was deleted. */
    int prepared = THERE;

    Item(Entity entity, @Nullable Item left, @Nullable Item right) {
      this.entity = entity;
      this.left = left;
      this.right = right;
    }

    OpId id() {
      return entity.id();
    }
  }

  private final ContainerId id;
  private final List<Item> items = new ArrayList<>();
  private final Map<OpId, Item> targets = new HashMap<>();

  public TextModel(ContainerId id) {
    this.id = id;
  }

  /** Leaves an operation out of the version that the next one is made on. */
  public void retreat(OpId op) {
    Item target = targets.get(op);
    if (target != null) {
      target.prepared--;
    }
  }

  /** Takes an operation into the version that the next one is made on. */
  public void advance(OpId op) {
    Item target = targets.get(op);
    if (target != null) {
      target.prepared++;
    }
  }

  /** @throws RejectedException if the operation's positions are not there; then the model is spoilt */
  public void apply(Entry entry) throws RejectedException {
    switch (entry.op()) {
      case Op.InsertText(var target, int at, String chars, var attributes) -> {
        for (int i = 0; i < chars.length(); i++) {
          insert(at + i, new Entity(id(entry, i), chars.charAt(i), new Style(entry.stamp(), attributes), null, false));
        }
      }
      case Op.DeleteText(var target, int at, int count) -> {
        for (int i = 0; i < count; i++) {
          delete(at, new OpId(entry.id().replica(), entry.id().counter() + i));
        }
      }
      case Op.MarkText(var target, int from, int to, String key, var value, var expand) -> {
        Mark mark = new Mark(entry.stamp(), key, value, expand);
        Style none = new Style(entry.stamp(), Collections.emptySortedMap());
        insert(from, new Entity(id(entry, 0), '\0', none, mark, false));
        insert(to + 1, new Entity(id(entry, 1), '\0', none, mark, true));
      }
      default -> throw new IllegalStateException(entry + " on a text");
    }
  }

  private static OpId id(Entry entry, int offset) {
    return new OpId(entry.id().replica(), entry.id().counter() + offset);
  }

  private void delete(int at, OpId by) throws RejectedException {
    int index = after(at);
    while (index < items.size() && items.get(index).prepared != THERE) {
      index++;
    }
    if (index == items.size() || items.get(index).entity.mark() != null) {
      throw new RejectedException(Reason.OUT_OF_RANGE, by + " deletes at " + at + ", where no character is");
    }
    Item item = items.get(index);
    item.prepared++;
    item.deleters.add(by);
    targets.put(by, item);
  }

  private void insert(int at, Entity entity) throws RejectedException {
    int index = after(at);
    Item left = index == 0 ? null : items.get(index - 1);
    Item right = null;
    for (Item next : items.subList(index, items.size())) {
      if (next.prepared != NOT_YET) {
        right = next.left == left ? next : null;
        break;
      }
    }
    Item item = new Item(entity, left, right);
    items.add(integrate(item, index), item);
    targets.put(item.id(), item);
  }

  /** Where the item goes among those that were inserted at the same place at the same time, the first of them at {@code from}. */
  private int integrate(Item item, int from) {
    int leftIndex = from - 1;
    int rightIndex = indexOr(item.right, items.size());
    int found = from;
    boolean scanning = false;
    for (int i = from; i < items.size() && items.get(i).prepared == NOT_YET; i++) {
      Item other = items.get(i);
      int otherLeft = indexOr(other.left, -1);
      if (otherLeft < leftIndex) {
        break;
      }
      if (otherLeft == leftIndex) {
        int otherRight = indexOr(other.right, items.size());
        if (otherRight == rightIndex && item.id().compareTo(other.id()) < 0) {
          break;
        }
        scanning = otherRight < rightIndex;
      }
      if (!scanning) {
        found = i + 1;
      }
    }
    return found;
  }

  private int indexOr(@Nullable Item item, int none) {
    return item == null ? none : items.indexOf(item);
  }

  /** The index directly after the entity that has {@code at - 1} others before it in the version of the next operation. */
  private int after(int at) throws RejectedException {
    int left = at;
    int index = 0;
    while (left > 0) {
      if (index == items.size()) {
        throw new RejectedException(Reason.OUT_OF_RANGE, "position " + at + " is " + left + " beyond the end");
      }
      if (items.get(index++).prepared == THERE) {
        left--;
      }
    }
    return index;
  }

  /** The text at a version, given as what belongs to it. */
  public PlainText at(Predicate<OpId> version) {
    List<Entity> entities = new ArrayList<>();
    for (Item item : items) {
      if (isThere(item, version)) {
        entities.add(item.entity);
      }
    }
    return new PlainText(entities);
  }

  /** What views have to change between two versions. */
  public Optional<Patch> diff(Predicate<OpId> from, Predicate<OpId> to) {
    TextSteps steps = new TextSteps();
    Covering before = new Covering();
    Covering after = new Covering();
    for (Item item : items) {
      Mark mark = item.entity.mark();
      boolean was = isThere(item, from);
      boolean is = isThere(item, to);
      if (mark != null) {
        if (was) {
          before.pass(mark, item.entity.end());
        }
        if (is) {
          after.pass(mark, item.entity.end());
        }
      } else if (was && is) {
        steps.retain(1, before.attributes(item.entity.style()), after.attributes(item.entity.style()));
      } else if (was) {
        steps.delete(1);
      } else if (is) {
        steps.insert(String.valueOf(item.entity.character()), after.attributes(item.entity.style()));
      }
    }
    return steps.patch(id);
  }

  private static boolean isThere(Item item, Predicate<OpId> version) {
    return version.test(item.id()) && item.deleters.stream().noneMatch(version);
  }

  /** The anchor at a position of the newest version, on the side of a character. */
  public Anchor anchor(int position, Side side) {
    int left = side == Side.RIGHT ? position : position + 1;
    OpId found = null;
    for (Item item : items) {
      if (item.deleters.isEmpty() && item.entity.isCharacter() && left-- == 1) {
        found = item.id();
      }
    }
    return new Anchor(id, found, side);
  }

  /** Where an anchor is in the newest version; empty if its character is not known here. */
  public OptionalInt position(Anchor anchor) {
    int position = 0;
    for (Item item : items) {
      boolean isHere = item.id().equals(anchor.character());
      boolean isThere = item.deleters.isEmpty() && item.entity.isCharacter();
      if (isHere) {
        return OptionalInt.of(position + (anchor.side() == Side.RIGHT && isThere ? 1 : 0));
      }
      position += isThere ? 1 : 0;
    }
    if (anchor.character() == null) {
      return OptionalInt.of(anchor.side() == Side.RIGHT ? 0 : position);
    }
    return OptionalInt.empty();
  }
}

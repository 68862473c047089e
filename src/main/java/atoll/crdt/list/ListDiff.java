package atoll.crdt.list;

import atoll.crdt.OpId;
import atoll.crdt.Patch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps from one list to another. The order of places never changes, so a list is the taken ones among them: items leave
 * places and take places one after the other, and each step's index is the number of taken places before it at that moment.
 */
final class ListDiff {
  private record Changed(@Nullable Item before, @Nullable Item after) {
    @Nullable
    OpId from() {
      return before == null ? null : before.place();
    }

    @Nullable
    OpId to() {
      return after == null ? null : after.place();
    }

    OpId item() {
      return before == null ? Objects.requireNonNull(after).key() : before.key();
    }
  }

  /** A change of place; the places are those of {@link #now}. */
  private record Move(
      Changed changed, @Nullable Place from, @Nullable Place to, int rank) {}

  private final ListState before;
  private final ListState after;
  private final Places now;
  private final List<Patch.ListStep> steps = new ArrayList<>();

  ListDiff(ListState before, ListState after) {
    this.before = before;
    this.after = after;
    now = after.places().copy();
  }

  List<Patch.ListStep> steps() {
    List<Changed> changed = new ArrayList<>();
    before.items().diff(after.items(), (was, is) -> changed.add(new Changed(was, is)));
    List<Changed> elsewhere =
        changed.stream().filter(one -> !Objects.equals(one.from(), one.to())).toList();
    addMissing(elsewhere);
    List<Move> moves = new ArrayList<>(elsewhere.size());
    for (Changed one : elsewhere) {
      Place to = one.to() == null ? null : now.find(one.to());
      moves.add(new Move(
          one,
          one.from() == null ? null : now.find(one.from()),
          to,
          to == null ? -1 : now.rank(to)));
    }
    goBack(moves);
    moves.sort(
        Comparator.comparingInt(Move::rank).thenComparing(move -> move.changed().item()));
    moves.forEach(this::step);
    changed.forEach(this::set);
    return steps;
  }

  /** Makes the taken places those of the list as it was. */
  private void goBack(List<Move> moves) {
    for (Move move : moves) {
      if (move.to() != null) {
        now.take(move.to(), false);
      }
      if (move.from() != null) {
        now.take(move.from(), true);
      }
    }
  }

  /** Puts in the places that the later list does not know: each after one that comes before it in the earlier list. */
  private void addMissing(List<Changed> elsewhere) {
    Set<OpId> missing = new HashSet<>();
    for (Changed one : elsewhere) {
      if (one.from() != null && now.find(one.from()) == null) {
        missing.add(one.from());
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    OpId last = null;
    for (Place place = before.places().after(null);
        place != null;
        place = before.places().after(place.key())) {
      if (missing.contains(place.key())) {
        now.insertAfter(last, place.key(), place.item());
      }
      if (now.find(place.key()) != null) {
        last = place.key();
      }
    }
  }

  private void step(Move move) {
    Changed changed = move.changed();
    int left = -1;
    if (move.from() != null) {
      left = now.rank(move.from());
      now.take(move.from(), false);
    }
    if (move.to() == null) {
      steps.add(new Patch.ItemDeleted(left, changed.item()));
      return;
    }
    now.take(move.to(), true);
    int index = now.rank(move.to());
    if (move.from() == null) {
      steps.add(new Patch.ItemInserted(
          index, changed.item(), Objects.requireNonNull(changed.after()).value()));
    } else if (index != left) {
      steps.add(new Patch.ItemMoved(left, index, changed.item()));
    }
  }

  private void set(Changed changed) {
    if (changed.from() != null
        && changed.to() != null
        && changed.before() != null
        && changed.after() != null
        && changed.after().isSetSince(changed.before())) {
      steps.add(new Patch.ItemSet(
          now.rank(changed.to()), changed.item(), changed.after().value()));
    }
  }
}

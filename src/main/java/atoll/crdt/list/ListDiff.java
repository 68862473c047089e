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
    @Nullable OpId from() {
      return before == null ? null : before.place();
    }

    @Nullable OpId to() {
      return after == null ? null : after.place();
    }

    OpId item() {
      return before == null ? Objects.requireNonNull(after).key() : before.key();
    }
  }

  private record Ranked(Changed changed, int rank) {
  }

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
    List<Ranked> moved = new ArrayList<>();
    for (Changed one : changed) {
      if (!Objects.equals(one.from(), one.to())) {
        moved.add(new Ranked(one, one.to() == null ? -1 : after.places().rank(one.to())));
      }
    }
    goBack(moved);
    moved.sort(Comparator.comparingInt(Ranked::rank).thenComparing(ranked -> ranked.changed().item()));
    moved.forEach(ranked -> step(ranked.changed()));
    changed.forEach(this::set);
    return steps;
  }

  /** Makes the taken places those of the list as it was. */
  private void goBack(List<Ranked> moved) {
    Set<OpId> missing = new HashSet<>();
    for (Ranked ranked : moved) {
      OpId from = ranked.changed().from();
      if (from != null && now.find(from) == null) {
        missing.add(from);
      }
    }
    addMissing(missing);
    for (Ranked ranked : moved) {
      if (ranked.changed().to() != null) {
        now.take(ranked.changed().to(), false);
      }
      if (ranked.changed().from() != null) {
        now.take(ranked.changed().from(), true);
      }
    }
  }

  /** Puts in the places that the later list does not know: each after one that comes before it in the earlier list. */
  private void addMissing(Set<OpId> missing) {
    if (missing.isEmpty()) {
      return;
    }
    OpId last = null;
    for (Place place = before.places().after(null); place != null; place = before.places().after(place.key())) {
      if (missing.contains(place.key())) {
        now.insertAfter(last, place.key(), place.item());
      }
      if (now.find(place.key()) != null) {
        last = place.key();
      }
    }
  }

  private void step(Changed changed) {
    OpId from = changed.from();
    OpId to = changed.to();
    int left = -1;
    if (from != null) {
      left = now.rank(from);
      now.take(from, false);
    }
    if (to == null) {
      steps.add(new Patch.ItemDeleted(left, changed.item()));
      return;
    }
    now.take(to, true);
    int index = now.rank(to);
    if (from == null) {
      steps.add(new Patch.ItemInserted(index, changed.item(), Objects.requireNonNull(changed.after()).value()));
    } else if (index != left) {
      steps.add(new Patch.ItemMoved(left, index, changed.item()));
    }
  }

  private void set(Changed changed) {
    if (changed.from() != null && changed.to() != null && changed.before() != null && changed.after() != null
        && changed.after().isSetSince(changed.before())) {
      steps.add(new Patch.ItemSet(now.rank(changed.to()), changed.item(), changed.after().value()));
    }
  }
}

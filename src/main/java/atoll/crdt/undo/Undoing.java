package atoll.crdt.undo;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.View;
import atoll.crdt.structure.Entry;
import atoll.crdt.text.TextAtom;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Undo by what a document ought to show. Two sets of effective edits, with and without a gesture, say what each container
 * ought to show; where they differ, and where the document still shows what it ought to show with the gesture, it is changed
 * to what it ought to show without. What somebody else has changed since differs from that and stays.
 */
public final class Undoing {
  private final ReplicaId self;
  private final View now;
  private final Function<ContainerId, List<TextAtom>> traces;
  private final Timeline timeline;

  /**
   * Costs what the history costs to read.
   *
   * @param before what is left of a history that was dropped, but for texts
   * @param changes all that are there, each after its parents
   * @param traces gives for each text everything that it ever held
   */
  public Undoing(
      ReplicaId self,
      View now,
      List<Entry> before,
      List<Change> changes,
      Function<ContainerId, List<TextAtom>> traces) {
    this.self = self;
    this.now = now;
    this.traces = traces;
    timeline = new Timeline(before, changes);
  }

  /** Takes back the latest gesture that still shows; empty if there is none. */
  public <R extends Restorer> Optional<R> undo(Supplier<R> draft) {
    return toggle(timeline.stacks(self).done(), draft, true);
  }

  /** Does again what was taken back last; empty if there is none or something was edited since. */
  public <R extends Restorer> Optional<R> redo(Supplier<R> draft) {
    return toggle(timeline.stacks(self).undone(), draft, false);
  }

  private <R extends Restorer> Optional<R> toggle(
      Deque<Gesture> gestures, Supplier<R> draft, boolean isUndo) {
    R restorer = draft.get();
    List<Gesture> toggled = new ArrayList<>();
    Ranges before = timeline.idle();
    while (!gestures.isEmpty()) {
      Gesture gesture = gestures.pop();
      Ranges after = before.copy();
      if (isUndo) {
        after.add(self, gesture.first(), gesture.last());
      } else {
        after.remove(self, gesture.first());
      }
      List<OpId> restored = new ArrayList<>();
      for (ContainerId target : timeline.touchedBy(self, gesture)) {
        restore(target, gesture, before, after, restorer, restored, isUndo);
      }
      toggled.add(gesture);
      if (!restorer.isEmpty()) {
        say(toggled, runs(restored), restorer);
        return Optional.of(restorer);
      }
      before = after;
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // the last one itself, not an equal one
  private static void say(List<Gesture> toggled, List<Op.Run> restored, Restorer restorer) {
    for (Gesture gesture : toggled) {
      boolean isLast = gesture == toggled.getLast();
      restorer.toggled(gesture.first(), gesture.last(), isLast ? restored : List.of());
    }
  }

  private void restore(
      ContainerId target,
      Gesture gesture,
      Ranges before,
      Ranges after,
      Restorer to,
      List<OpId> restored,
      boolean isUndo) {
    List<Entry> all = timeline.entries(target);
    List<Entry> touched =
        all.stream().filter(entry -> Timeline.isOf(entry, self, gesture)).toList();
    switch (target.kind()) {
      case TEXT ->
        restored.addAll(new TextUndo(target, traces.apply(target), timeline, before, after)
            .restore(now.text(target), to));
      case MAP -> MapUndo.restore(target, all, touched, before, after, now.map(target), to);
      case LIST -> ListUndo.restore(target, all, touched, before, after, now.list(target), to);
      case TREE -> new TreeUndo(target, all, before, after).restore(now.tree(target), to);
      case COUNTER -> {
        long sum =
            touched.stream().mapToLong(entry -> ((Op.Add) entry.op()).amount()).sum();
        if (sum != 0) {
          to.add(target, isUndo ? -sum : sum);
        }
      }
    }
  }

  private static List<Op.Run> runs(List<OpId> ids) {
    List<Op.Run> runs = new ArrayList<>();
    for (OpId id : ids) {
      Op.Run last = runs.isEmpty() ? null : runs.getLast();
      if (last != null
          && last.first().replica().equals(id.replica())
          && last.first().counter() + last.count() == id.counter()) {
        runs.set(runs.size() - 1, new Op.Run(last.first(), last.count() + 1));
      } else {
        runs.add(new Op.Run(id, 1));
      }
    }
    return runs;
  }
}

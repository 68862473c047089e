package atoll.crdt.history;

import atoll.crdt.Authorship;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.text.TextLog;
import atoll.crdt.text.TextUnit;
import atoll.crdt.undo.StandIns;
import java.util.ArrayList;
import java.util.List;

/** Finds out who wrote which characters: each lv belongs to a writer and to a change that says when it was made. */
final class Authors {
  private final History history;
  private final StandIns standIns;
  private final List<Authorship> found = new ArrayList<>();
  private int at;

  Authors(History history) {
    this.history = history;
    standIns = standIns(history);
  }

  private static StandIns standIns(History history) {
    StandIns all = new StandIns();
    OpStore others = history.others();
    for (int i = 0; i < others.size(); i++) {
      if (others.op(i) instanceof Op.Undo undo && !undo.restored().isEmpty()) {
        all.add(history.change(others.lv(i)));
      }
    }
    return all;
  }

  /** Runs of a text at a version. */
  List<Authorship> of(TextUnit text, int[] version) {
    TextLog log = text.log();
    text.forEachAt(version, (lv, count) -> {
      for (int next = lv; next < lv + count; ) {
        int run = log.runAfter(next);
        int end = Math.min(lv + count, log.end(run));
        if (!log.isBoundary(run)) {
          add(next, end);
        }
        next = end;
      }
    });
    return List.copyOf(found);
  }

  private void add(int start, int end) {
    for (int lv = start; lv < end; ) {
      if (standIns.isEmpty()) {
        int stop = Math.min(end, history.graph.end(history.graph.runOf(lv)));
        stop = Math.min(stop, history.times.end(history.times.runOf(lv), history.graph.size()));
        add(history.graph.id(lv).replica(), history.times.get(lv), stop - lv);
        lv = stop;
      } else {
        OpId first = standIns.root(history.graph.id(lv));
        int original = history.graph.lv(first);
        add(first.replica(), original < 0 ? 0 : history.times.get(original), 1);
        lv++;
      }
    }
  }

  private void add(ReplicaId author, long time, int count) {
    Authorship last = found.isEmpty() ? null : found.getLast();
    if (last != null && last.author().equals(author) && last.time() == time) {
      found.set(found.size() - 1, new Authorship(last.from(), at + count, author, time));
    } else {
      found.add(new Authorship(at, at + count, author, time));
    }
    at += count;
  }
}

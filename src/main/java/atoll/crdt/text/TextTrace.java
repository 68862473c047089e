package atoll.crdt.text;

import atoll.crdt.OpId;
import atoll.crdt.graph.CausalGraph;
import atoll.crdt.structure.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that a text ever held, in order, told by a walker that has walked over all operations. */
final class TextTrace {
  private final CausalGraph graph;
  private final TextLog log;
  private final Tracker tracker;
  private final Map<Integer, List<OpId>> deleters = new HashMap<>();
  private final List<TextAtom> atoms = new ArrayList<>();

  TextTrace(CausalGraph graph, TextLog log, Tracker tracker) {
    this.graph = graph;
    this.log = log;
    this.tracker = tracker;
  }

  List<TextAtom> atoms() {
    for (int run = 0; run < log.runs(); run++) {
      if (!log.inserts(run)) {
        for (int lv = log.lv(run); lv < log.end(run); lv++) {
          deleters
              .computeIfAbsent(tracker.target(lv), key -> new ArrayList<>(1))
              .add(graph.id(lv));
        }
      }
    }
    ItemTree tree = tracker.tree();
    for (int item = tree.beginFirst(); item >= 0; item = tree.onward()) {
      for (int lv = tree.ids[item]; lv < tree.ids[item] + tree.lengths[item]; lv++) {
        add(lv);
      }
    }
    return atoms;
  }

  private void add(int lv) {
    int run = log.runAfter(lv);
    boolean isBoundary = log.isBoundary(run);
    int written = log.kind(run) == TextLog.STYLED ? log.styleLv(run) : log.lv(run);
    atoms.add(new TextAtom(
        graph.id(lv),
        new Stamp(graph.lamport(written), graph.id(written)),
        isBoundary ? '\0' : log.buffer()[log.content(run) + lv - log.lv(run)],
        log.kind(run) == TextLog.STYLED ? log.attributes(run) : Collections.emptySortedMap(),
        isBoundary ? log.mark(run) : null,
        log.kind(run) == TextLog.MARK_END,
        deleters.getOrDefault(lv, List.of())));
  }
}

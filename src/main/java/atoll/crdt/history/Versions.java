package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.graph.Spans;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Structure;
import atoll.crdt.text.TextState;
import atoll.crdt.text.TextUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a history comes to at versions of the past. Operations that are staged beyond them change nothing of that. */
final class Versions {
  private final History history;

  Versions(History history) {
    this.history = history;
  }

  Set<ContainerId> containersAt(int[] version) {
    Set<ContainerId> all = new LinkedHashSet<>();
    Spans spans = spansOf(version);
    for (int span = spans.size() - 1; span >= 0; span--) {
      int last = history.containers.runOf(spans.end(span) - 1);
      for (int run = history.containers.runOf(spans.start(span)); run <= last; run++) {
        int number = (int) history.containers.value(run);
        if (number >= 0) {
          all.add(history.names.get(number));
        }
      }
    }
    return all;
  }

  /** What belongs to a version, from the newest to the oldest. */
  private Spans spansOf(int[] version) {
    Spans none = new Spans();
    Spans all = new Spans();
    history.graph.diff(new int[0], version, none, all);
    return all;
  }

  TextState textAt(ContainerId id, int[] version) {
    TextUnit text = history.findText(id);
    return text == null ? new TextState() : text.at(version);
  }

  Structure structureAt(ContainerId id, int[] version) {
    List<Entry> entries = new ArrayList<>();
    Spans all = spansOf(version);
    for (int span = all.size() - 1; span >= 0; span--) {
      for (int i = history.others().from(all.start(span)); i < history.others().size(); i++) {
        if (history.others().lv(i) >= all.end(span)) {
          break;
        }
        if (history.others().op(i) instanceof Op.Targeted targeted
            && targeted.target().equals(id)) {
          entries.add(history.entry(i));
        }
      }
    }
    return structureOf(id, entries);
  }

  List<Patch> diff(int[] before, int[] after) {
    List<Patch> patches = new ArrayList<>();
    for (int i = 0; i < history.names.size(); i++) {
      ContainerId id = history.names.get(i);
      TextUnit text = history.texts.get(i);
      if (text != null) {
        text.diff(before, after).ifPresent(patches::add);
      } else {
        structureAt(id, before).diff(structureAt(id, after)).ifPresent(patches::add);
      }
    }
    return patches;
  }

  /** The state that operations come to. */
  Structure structureOf(ContainerId id, List<Entry> entries) {
    Structure structure = Contents.empty(id);
    try {
      if (!entries.isEmpty()) {
        structure.stage(entries, history).commit();
      }
      return structure;
    } catch (RejectedException e) {
      throw new IllegalStateException("what was taken once is rejected now", e);
    }
  }
}

package atoll.crdt.text;

import atoll.crdt.ContainerId;
import atoll.crdt.Patch;
import atoll.crdt.Value;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** Turns pieces of entities that were and are in a text into the steps of a patch. */
final class StepWriter {
  /** The attributes of one text, asked for from its start to its end. */
  private static final class Cursor {
    private final TextState text;
    private final StyledRuns runs;
    private int entity;
    private int index;

    Cursor(TextState text) {
      this.text = text;
      runs = new StyledRuns(text);
    }

    /** Characters among the next entities. */
    int characters(int entities) {
      return text.character(entity + entities) - text.character(entity);
    }

    /** How many characters from here on have the same attributes, which then are those of {@link #attributes()}. */
    int run(int most) {
      if (text.isPlain()) {
        return most;
      }
      while (runs.end() <= index) {
        runs.next();
      }
      return Math.min(most, runs.end() - index);
    }

    SortedMap<String, Value> attributes() {
      return text.isPlain() ? Collections.emptySortedMap() : runs.attributes();
    }
  }

  private final TextSteps steps = new TextSteps();
  private final Cursor before;
  private final Cursor after;

  StepWriter(TextState before, TextState after) {
    this.before = new Cursor(before);
    this.after = new Cursor(after);
  }

  void piece(int entities, boolean was, boolean is) {
    if (was && is) {
      retain(before.characters(entities));
    } else if (was) {
      int count = before.characters(entities);
      steps.delete(count);
      before.index += count;
    } else if (is) {
      insert(after.characters(entities));
    }
    before.entity += was ? entities : 0;
    after.entity += is ? entities : 0;
  }

  private void retain(int count) {
    for (int left = count; left > 0; ) {
      int run = Math.min(before.run(left), after.run(left));
      steps.retain(run, before.attributes(), after.attributes());
      before.index += run;
      after.index += run;
      left -= run;
    }
  }

  private void insert(int count) {
    for (int left = count; left > 0; ) {
      int run = after.run(left);
      steps.insert(after.text.subSequence(after.index, after.index + run), after.attributes());
      after.index += run;
      left -= run;
    }
  }

  Optional<Patch> patch(ContainerId target) {
    return steps.patch(target);
  }
}

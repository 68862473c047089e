package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.text.TextUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes again what somebody else saved: what it shows comes from its changes, each checked as one that arrives; of a history
 * whose beginning was dropped only what is left of that is taken as it is. A part of the changes at a time, so that those in
 * memory go with the bytes that were given.
 */
public final class Foreign {
  private static final int LEAST_AT_ONCE = 64;

  /** So many bytes for each change that is made at once: it takes some hundred. */
  private static final int BYTES_PER_CHANGE = 32;

  private final Engine said;
  private final Engine made;
  private final int atOnce;

  private Foreign(Engine said, Engine made, int atOnce) {
    this.said = said;
    this.made = made;
    this.atOnce = atOnce;
  }

  /** @throws RejectedException if the bytes are not what a document writes, or contradict themselves */
  public static Engine load(byte[] bytes) throws RejectedException {
    Engine said;
    Engine made;
    try {
      said = Engine.load(bytes);
      made = new Engine();
      if (said.trimmedAt().isPresent()) {
        made = Engine.load(bytes);
        made.rewind();
      }
      for (TextUnit text : said.history.texts) {
        if (text != null) {
          text.openForReading();
        }
      }
    } catch (RuntimeException e) {
      throw contradiction(e);
    }
    new Foreign(said, made, Math.max(LEAST_AT_ONCE, bytes.length / BYTES_PER_CHANGE)).make();
    return made;
  }

  /** Which of its parts notices first that they contradict each other is an accident. */
  private static RejectedException contradiction(RuntimeException found) {
    return new RejectedException(Reason.MALFORMED, "the document contradicts itself: " + found);
  }

  private void make() throws RejectedException {
    int size = said.history.graph.size();
    for (int lv = said.history.graph.trimmed(); lv < size; ) {
      List<Change> changes = new ArrayList<>();
      while (lv < size && changes.size() < atOnce) {
        changes.add(checked(lv));
        lv = said.history.changes.endOf(lv);
      }
      made.commit(made.plan(changes));
      if (!made.waiting().isEmpty()) {
        throw new RejectedException(Reason.MALFORMED, "some changes do not follow from the others");
      }
    }
    List<Change> waiting = said.waiting().stream().map(Plan.Waiting::change).toList();
    if (!waiting.isEmpty()) {
      made.commit(made.plan(waiting));
    }
  }

  /** A change, read from bytes as if it had arrived: what somebody else saved is not bound to what a change may be. */
  private Change checked(int lv) throws RejectedException {
    byte[] bytes;
    try {
      bytes = said.history.change(lv).toBytes();
    } catch (RuntimeException e) {
      throw contradiction(e);
    }
    return Change.parse(bytes);
  }
}

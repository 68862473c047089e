package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.text.TextLog;
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

  /** What each takes at most when it is made again. */
  private static final long CHANGE_BYTES = 2048;

  private static final long OPERATION_BYTES = 1536;
  /** An operation that is not on a text: what it is put into is persistent. */
  private static final long ENTRY_BYTES = 6144;

  private static final long CHARACTER_BYTES = 32;

  /** What a character takes each time that some changes are planned. */
  private static final long COPIED_BYTES = 16;

  private final Engine said;
  private final Engine made;
  private final int atOnce;

  private Foreign(Engine said, Engine made, int atOnce) {
    this.said = said;
    this.made = made;
    this.atOnce = atOnce;
  }

  /**
   * @param mostBytes how much memory may be taken, all that is made on the way counted
   * @throws RejectedException if the bytes are not what a document writes, contradict themselves, or would take more
   */
  public static Engine load(byte[] bytes, long mostBytes) throws RejectedException {
    Allowance allowance = new Allowance(mostBytes);
    int atOnce = Math.max(LEAST_AT_ONCE, bytes.length / BYTES_PER_CHANGE);
    Engine said;
    Engine made;
    try {
      said = Engine.load(bytes, allowance);
      made = new Engine();
      if (said.trimmedAt().isPresent()) {
        made = Engine.load(bytes, allowance);
        made.rewind();
      }
      for (TextUnit text : said.history.texts) {
        if (text != null) {
          text.openForReading();
        }
      }
      allow(said, atOnce, allowance);
    } catch (RuntimeException e) {
      throw contradiction(e);
    }
    new Foreign(said, made, atOnce).make();
    return made;
  }

  /** Which of its parts notices first that they contradict each other is an accident. */
  private static RejectedException contradiction(RuntimeException found) {
    return new RejectedException(Reason.MALFORMED, "the document contradicts itself: " + found);
  }

  /** Asks for what making everything again may take, by the columns, before anything is made. */
  private static void allow(Engine said, int atOnce, Allowance allowance) throws RejectedException {
    History history = said.history;
    long changes = (long) history.changes.changes() + said.waiting().size();
    allowance.take(changes, CHANGE_BYTES, "changes");
    allowance.take(history.others().size(), ENTRY_BYTES, "operations");
    long plans = 1 + changes / atOnce;
    for (TextUnit text : history.texts) {
      if (text != null) {
        TextLog log = text.log();
        long operations = 0;
        for (int run = 0; run < log.runs(); run++) {
          operations += log.kind(run) == TextLog.BACKSPACE ? log.length(run) : 1;
        }
        allowance.take(operations, OPERATION_BYTES, "operations");
        allowance.take(log.charCount(), CHARACTER_BYTES + COPIED_BYTES * plans, "characters");
      }
    }
  }

  private void make() throws RejectedException {
    int size = said.history.graph.size();
    for (int lv = said.history.graph.trimmed(); lv < size; ) {
      List<Change> changes = new ArrayList<>();
      while (lv < size && changes.size() < atOnce) {
        changes.add(checked(lv));
        lv = said.history.changes.endOf(lv);
      }
      made.commit(made.plan(changes, List.of()));
      if (!made.waiting().isEmpty()) {
        throw new RejectedException(Reason.MALFORMED, "some changes do not follow from the others");
      }
    }
    List<Change> waiting = said.waiting().stream().map(Plan.Waiting::change).toList();
    if (!waiting.isEmpty()) {
      made.commit(made.plan(waiting, List.of()));
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

package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.text.TextLog;
import atoll.crdt.text.TextUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is left of operations that were dropped, as somebody else saved it. Nobody can tell whether it is what they came to,
 * but what stands in different places of the document must agree, or later reads would contradict each other.
 */
final class Beginning {
  private final History history;

  private Beginning(History history) {
    this.history = history;
  }

  /**
   * Takes everything back that came later, and sees whether what stays could be.
   *
   * @throws RejectedException if not
   */
  static void rewind(History history) throws RejectedException {
    int lv = history.graph.trimmed();
    // Read by the whole graph, as the texts are.
    history.others();
    for (TextUnit text : history.texts) {
      if (text != null) {
        text.rewind();
      }
    }
    history.truncate(lv, new int[] {lv - 1}, history.names.size());
    new Beginning(history).check();
  }

  private void check() throws RejectedException {
    for (int i = 0; i < history.texts.size(); i++) {
      TextUnit text = history.texts.get(i);
      if (text != null) {
        TextLog log = text.log();
        for (int run = 0; run < log.runs(); run++) {
          check(log.lv(run), log.end(run), history.names.get(i));
        }
      }
    }
    for (int i = 0; i < history.others().size(); i++) {
      Op op = history.others().op(i);
      if (op instanceof Op.Undo) {
        throw new RejectedException(
            Reason.MALFORMED, "what was taken back is left of the beginning");
      }
      int lv = history.others().lv(i);
      check(lv, lv + op.size(), op instanceof Op.Targeted targeted ? targeted.target() : null);
    }
  }

  private void check(int start, int end, @Nullable ContainerId of) throws RejectedException {
    int run = end > history.graph.size() ? -1 : history.containers.runOf(start);
    int number = run < 0 ? -1 : (int) history.containers.value(run);
    if (run < 0
        || history.containers.end(run, history.graph.size()) < end
        || !Objects.equals(number < 0 ? null : history.names.get(number), of)) {
      throw new RejectedException(
          Reason.MALFORMED, "[" + start + ", " + end + ") is said not to be about " + of);
    }
  }
}

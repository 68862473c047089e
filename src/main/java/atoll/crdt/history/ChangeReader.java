package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.text.TextLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts changes together again from the columns. */
final class ChangeReader {
  private final History history;

  ChangeReader(History history) {
    this.history = history;
  }

  /** The change whose operations are {@code [start, end)}. */
  Change read(int start, int end) {
    OpId first = history.graph.id(start);
    int run = history.graph.runOf(start);
    Frontier parents = start > history.graph.start(run)
        ? Frontier.of(history.graph.id(start - 1))
        : history.frontier(history.graph.parents(run));
    return new Change(
        first.replica(), first.counter(), parents, history.times.get(start), ops(start, end));
  }

  private List<Op> ops(int start, int end) {
    List<Op> ops = new ArrayList<>();
    for (int at = start; at < end; ) {
      int run = history.containers.runOf(at);
      int stop = Math.min(end, history.containers.end(run, history.graph.size()));
      int number = (int) history.containers.value(run);
      if (number >= 0 && history.texts.get(number) != null) {
        text(number, at, stop, ops);
      } else {
        for (int i = history.others().from(at);
            i < history.others().size() && history.others().lv(i) < stop;
            i++) {
          ops.add(history.others().op(i));
        }
      }
      at = stop;
    }
    return ops;
  }

  private void text(int number, int start, int end, List<Op> ops) {
    TextLog log = history.text(number).log();
    ContainerId target = history.names.get(number);
    for (int at = start; at < end; ) {
      int run = log.runAfter(at);
      if (run == log.runs() || log.lv(run) > at) {
        throw new IllegalStateException("operation " + at + " is not in the history of " + target);
      }
      int stop = Math.min(end, log.end(run));
      int offset = at - log.lv(run);
      int position = log.position(run);
      switch (log.kind(run)) {
        case TextLog.INSERT -> {
          String chars = log.chars(run, offset, stop - at);
          ops.add(
              new Op.InsertText(target, position + offset, chars, Collections.emptySortedMap()));
        }
        case TextLog.STYLED ->
          ops.add(new Op.InsertText(
              target, position, log.chars(run, 0, log.length(run)), log.attributes(run)));
        case TextLog.DELETE -> ops.add(new Op.DeleteText(target, position, stop - at));
        case TextLog.BACKSPACE -> {
          for (int i = offset; i < offset + stop - at; i++) {
            ops.add(new Op.DeleteText(target, position - i, 1));
          }
        }
        case TextLog.MARK_START -> {
          var mark = log.mark(run);
          int to = log.position(run + 1) - 1;
          ops.add(new Op.MarkText(target, position, to, mark.key(), mark.value(), mark.expand()));
        }
        default -> {}
      }
      at = stop;
    }
  }
}

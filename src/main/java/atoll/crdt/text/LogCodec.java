package atoll.crdt.text;

import atoll.crdt.Limits;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.CharCodec;
import atoll.crdt.codec.CharSource;
import atoll.crdt.codec.Sections;
import atoll.crdt.codec.ValueCodec;
import atoll.crdt.graph.CausalGraph;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * The operations on a text as bytes: a column each for kinds, gaps between lvs, positions (as steps from where the run
 * before ended) and lengths, then marks and styles, then those characters that are not in the newest state. The others
 * are found there by walking over the operations.
 */
final class LogCodec {
  private LogCodec() {}

  /** @param tracker one that has walked over all of them */
  static void write(ByteWriter out, TextLog log, Tracker tracker, CausalGraph graph) {
    ByteWriter columns = new ByteWriter();
    ByteWriter positions = new ByteWriter();
    ByteWriter lengths = new ByteWriter();
    ByteWriter extras = new ByteWriter();
    int lv = 0;
    int cursor = 0;
    columns.varint(log.runs());
    for (int run = 0; run < log.runs(); ) {
      int same = run;
      while (same < log.runs() && log.kind(same) == log.kind(run)) {
        same++;
      }
      columns.varint((long) (same - run) << 3 | log.kind(run));
      run = same;
    }
    for (int run = 0; run < log.runs(); run++) {
      columns.varint(log.lv(run) - lv);
      positions.zigzag(log.position(run) - cursor);
      lengths.varint(log.length(run) - 1);
      lv = log.end(run);
      cursor = cursorAfter(log.kind(run), log.position(run), log.length(run));
      if (log.kind(run) == TextLog.MARK_START) {
        StateCodec.writeMark(extras, log.mark(run), graph);
      } else if (log.kind(run) == TextLog.STYLED) {
        if (graph.trimmed() > 0) {
          extras.varint(log.lv(run) - log.styleLv(run));
        }
        ValueCodec.writeFields(extras, log.attributes(run));
      }
    }
    Sections.write(out, columns);
    Sections.write(out, positions);
    Sections.write(out, lengths);
    Sections.write(out, extras);
    ByteWriter gone = new ByteWriter();
    CharCodec.write(gone, goneChars(log, tracker));
    Sections.write(out, gone);
  }

  private static int cursorAfter(byte kind, int position, int length) {
    return switch (kind) {
      case TextLog.DELETE -> position;
      case TextLog.BACKSPACE -> position - length;
      default -> position + length;
    };
  }

  private static String goneChars(TextLog log, Tracker tracker) {
    StringBuilder gone = new StringBuilder();
    try {
      tracker.forEachGone((lv, count) -> log.appendTo(gone, lv, count));
    } catch (RejectedException e) {
      throw new IllegalStateException("nothing is refused here", e);
    }
    return gone.toString();
  }

  /**
   * Reads the operations; the characters are put in by {@link #fill}.
   *
   * @param newest what the operations come to, perhaps with some more: its marks are those of the operations
   * @param size how many operations the graph had when these were written
   */
  static TextLog read(ByteReader in, CausalGraph graph, TextState newest, int size)
      throws RejectedException {
    byte[] bytes = in.source();
    ByteReader columns = Sections.read(in, bytes);
    ByteReader positions = Sections.read(in, bytes);
    ByteReader lengths = Sections.read(in, bytes);
    ByteReader extrasBytes = Sections.read(in, bytes);
    ExtrasReader extras = new ExtrasReader(extrasBytes, graph);
    int runs = columns.count(positions.left());
    byte[] kinds = readKinds(columns, runs);
    TextLog log = new TextLog();
    log.reserve(runs, count(kinds, TextLog.MARK_START), count(kinds, TextLog.STYLED));
    int lv = 0;
    int cursor = 0;
    for (int run = 0; run < runs; run++) {
      lv += columns.count(size - lv);
      long position = cursor + positions.zigzag();
      int length = lengths.count(size - lv - 1) + 1;
      if (position < 0 || position > Limits.OPERATION_SIZE) {
        throw new RejectedException(Reason.OUT_OF_RANGE, "position " + position);
      }
      byte kind = kinds[run];
      if (kind >= TextLog.MARK_START && length != 1
          || kind == TextLog.MARK_END
              && (run == 0 || kinds[run - 1] != TextLog.MARK_START || log.end(run - 1) != lv)
          || kind == TextLog.MARK_START
              && (run + 1 == runs || kinds[run + 1] != TextLog.MARK_END)) {
        throw new RejectedException(Reason.MALFORMED, "boundaries that are no pair");
      }
      boolean isDeletion = kind == TextLog.DELETE || kind == TextLog.BACKSPACE;
      if (isDeletion && lv < graph.trimmed()) {
        throw new RejectedException(Reason.MALFORMED, "a deletion is left of what was dropped");
      }
      Mark mark = null;
      if (kind == TextLog.MARK_START) {
        int number = log.marks();
        // Mostly in the order in which they were made.
        mark = extras.readMark(number < newest.markCount() ? newest.markAt(number) : null);
      }
      boolean isCut = kind == TextLog.STYLED && graph.trimmed() > 0;
      int styleLv = isCut ? lv - extrasBytes.count(lv) : lv;
      SortedMap<String, Value> style = kind == TextLog.STYLED ? extras.readFields() : null;
      log.restore(lv, (int) position, length, kind, mark, style, styleLv);
      lv += length;
      cursor = cursorAfter(kind, (int) position, length);
    }
    columns.end();
    positions.end();
    lengths.end();
    extrasBytes.end();
    return log;
  }

  private static int count(byte[] kinds, byte kind) {
    int count = 0;
    for (byte each : kinds) {
      count += each == kind ? 1 : 0;
    }
    return count;
  }

  private static byte[] readKinds(ByteReader in, int runs) throws RejectedException {
    byte[] kinds = new byte[runs];
    for (int run = 0; run < runs; ) {
      long pair = in.varint();
      byte kind = (byte) (pair & 7);
      long count = pair >>> 3;
      if (kind > TextLog.MARK_END || count == 0 || count > runs - run) {
        throw new RejectedException(Reason.MALFORMED, count + " runs of kind " + kind);
      }
      Arrays.fill(kinds, run, run + (int) count, kind);
      run += (int) count;
    }
    return kinds;
  }

  /** Puts the characters in that are not in the newest state, as the tracker that has walked over all says. */
  static void fill(TextLog log, Tracker tracker, CharSource gone) throws RejectedException {
    tracker.forEachGone((lv, count) -> log.fill(lv, count, gone));
    if (gone.left() > 0) {
      throw new RejectedException(Reason.MALFORMED, gone.left() + " deleted characters too many");
    }
  }
}

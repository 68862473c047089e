package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ChangeCodec;
import atoll.crdt.codec.Sections;
import atoll.crdt.graph.GraphCodec;
import atoll.crdt.graph.RunMap;
import atoll.crdt.text.StateCodec;
import atoll.crdt.text.TextUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads what {@link SnapshotWriter} wrote; the histories of texts and what is not text only when they are needed. */
final class SnapshotReader {
  /** What a byte of a part takes at most when it is read. */
  private static final int PART_BYTES = 30;

  /** The same for operations, with their way into changes and out of them, and with the walk over those on a text. */
  private static final int OPERATION_BYTES = 110;

  /** What a container takes at most with its walk and when it is made again. */
  private static final int CONTAINER_BYTES = 6144;

  private static final int LOG_PARTS = 5;
  private static final int LEAST_RUN_BYTES = 2;

  private final byte[] bytes;
  private final ByteReader in;
  private final History history;
  private final Allowance allowance;

  SnapshotReader(byte[] bytes, History history, Allowance allowance) {
    this.bytes = bytes;
    this.history = history;
    this.allowance = allowance;
    in = new ByteReader(bytes);
  }

  /** Reads into an empty history and returns the changes that wait. */
  List<Change> read() throws RejectedException {
    if (in.i32() != SnapshotWriter.MAGIC) {
      throw new RejectedException(Reason.MALFORMED, "not a document");
    }
    int format = in.u8();
    if (format < SnapshotWriter.UNRANKED || format > SnapshotWriter.TRIMMED) {
      throw new RejectedException(Reason.TOO_NEW, "a document in format " + format);
    }
    CRC32C checksum = new CRC32C();
    int expected = in.i32();
    checksum.update(bytes, in.position(), in.left());
    if ((int) checksum.getValue() != expected) {
      throw new RejectedException(Reason.CHECKSUM, "the document is damaged");
    }
    GraphCodec.read(part(PART_BYTES).open(), history.graph);
    int trimmed = format == SnapshotWriter.TRIMMED ? in.count(history.graph.size()) : 0;
    readIndex(part(PART_BYTES).open());
    if (format == SnapshotWriter.TRIMMED) {
      trimTo(trimmed);
    }
    TextUnit.Saved saved = new TextUnit.Saved(bytes, history.graph.size());
    for (TextUnit text : history.texts) {
      if (text != null) {
        int at = in.position();
        ByteReader state = part(PART_BYTES).open();
        text.restore(StateCodec.read(state, history.graph), saved, at);
        passLog();
      }
    }
    history.saved(part(OPERATION_BYTES));
    List<Change> waiting = readWaiting(part(OPERATION_BYTES).open());
    in.end();
    if (format == SnapshotWriter.UNRANKED) {
      for (TextUnit text : history.texts) {
        if (text != null) {
          text.rework();
        }
      }
    }
    return waiting;
  }

  private Sections.Packed part(int bytesEach) throws RejectedException {
    Sections.Packed part = Sections.skip(in, bytes);
    allowance.take(part.length(), bytesEach, "bytes of a part");
    return part;
  }

  private void passLog() throws RejectedException {
    int length = in.count(in.left());
    int left = in.left() - length;
    for (int i = 0; i < LOG_PARTS; i++) {
      allowance.take(Sections.pass(in), OPERATION_BYTES, "bytes of a text's history");
    }
    if (in.left() < left) {
      throw new RejectedException(Reason.TRUNCATED, "a text's history is longer than " + length);
    }
    in.skip(in.left() - left);
  }

  private void trimTo(int lv) throws RejectedException {
    if (lv == 0
        || history.graph.criticalAt(lv - 1) != lv - 1
        || history.changes.endOf(lv - 1) != lv) {
      throw new RejectedException(Reason.MALFORMED, "a history that begins within " + lv);
    }
    history.graph.trimTo(lv);
  }

  private void readIndex(ByteReader part) throws RejectedException {
    int size = history.graph.size();
    int lv = 0;
    int sizes = part.count(part.left() / LEAST_RUN_BYTES);
    history.changes.reserve(sizes);
    for (int run = 0; run < sizes; run++) {
      int length = part.count(size);
      int count = part.count(size);
      if (length == 0 || count == 0 || (long) length * count > size - lv) {
        throw new RejectedException(Reason.MALFORMED, count + " changes of " + length);
      }
      history.changes.append(lv, length, count);
      lv += length * count;
    }
    if (lv != size) {
      throw new RejectedException(Reason.MALFORMED, "changes up to " + lv + " of " + size);
    }
    readRuns(part, history.times, Long.MAX_VALUE);
    int names = part.count(part.left());
    allowance.take(names, CONTAINER_BYTES, "containers");
    history.readNames(part, names);
    readRuns(part, history.containers, names);
    part.end();
  }

  private void readRuns(ByteReader part, RunMap map, long limit) throws RejectedException {
    int count = part.count(part.left() / LEAST_RUN_BYTES);
    map.reserve(count);
    int lv = 0;
    long value = 0;
    for (int i = 0; i < count; i++) {
      int step = part.count(history.graph.size() - lv - 1);
      value += part.zigzag();
      if ((step == 0) != (i == 0) || limit != Long.MAX_VALUE && (value < -1 || value >= limit)) {
        throw new RejectedException(Reason.MALFORMED, "value " + value + " after " + step);
      }
      lv += step;
      map.append(lv, value);
    }
    if (count == 0 && history.graph.size() > 0) {
      throw new RejectedException(Reason.MALFORMED, "no values");
    }
  }

  private static List<Change> readWaiting(ByteReader part) throws RejectedException {
    List<Change> waiting = new ArrayList<>();
    for (int count = part.count(part.left()); count > 0; count--) {
      waiting.add(Change.of(ChangeCodec.read(part)));
    }
    part.end();
    return waiting;
  }

  /** Reads the operations that are not on texts. */
  static OpStore others(Sections.Packed packed, History history) throws RejectedException {
    return OthersReader.read(packed.open(), history);
  }
}

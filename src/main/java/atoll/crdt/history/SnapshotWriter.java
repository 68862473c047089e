package atoll.crdt.history;

import atoll.crdt.Plan;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.IdCodec;
import atoll.crdt.codec.OpCodec;
import atoll.crdt.codec.Sections;
import atoll.crdt.graph.GraphCodec;
import atoll.crdt.graph.RunMap;
import atoll.crdt.text.StateCodec;
import atoll.crdt.text.TextUnit;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes a document with its history; docs/format.md says how. {@link SnapshotReader} reads it. */
final class SnapshotWriter {
  static final int MAGIC = 0x41544F44;
  static final int FORMAT = 2;

  /** The same with the beginning of the history dropped. */
  static final int TRIMMED = 3;

  /** The format before: texts in which ids alone ordered boundaries and characters. */
  static final int UNRANKED = 1;

  static final int HEAD_BYTES = 9;

  private final History history;

  SnapshotWriter(History history) {
    this.history = history;
  }

  byte[] write(List<Plan.Waiting> waiting) {
    ByteWriter body = new ByteWriter(1024);
    ByteWriter part = new ByteWriter();
    GraphCodec.write(part, history.graph);
    Sections.write(body, part);
    int trimmed = history.graph.trimmed();
    if (trimmed > 0) {
      body.varint(trimmed);
    }
    Sections.write(body, index());
    for (TextUnit text : history.texts) {
      if (text != null) {
        ByteWriter state = new ByteWriter();
        StateCodec.write(state, text.state(), history.graph);
        Sections.write(body, state);
        ByteWriter log = new ByteWriter();
        text.writeLog(log);
        body.varint(log.size()).raw(log.toBytes());
      }
    }
    Sections.write(body, others());
    ByteWriter last = new ByteWriter();
    last.varint(waiting.size());
    waiting.forEach(wait -> last.raw(wait.change().toBytes()));
    Sections.write(body, last);
    byte[] bytes = body.toBytes();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return new ByteWriter(bytes.length + HEAD_BYTES)
        .i32(MAGIC)
        .u8(trimmed > 0 ? TRIMMED : FORMAT)
        .i32((int) checksum.getValue())
        .raw(bytes)
        .toBytes();
  }

  /** Where changes begin, when they were made, and which containers they are about. */
  private ByteWriter index() {
    ByteWriter out = new ByteWriter();
    out.varint(history.changes.runs());
    for (int run = 0; run < history.changes.runs(); run++) {
      out.varint(history.changes.size(run)).varint(history.changes.count(run));
    }
    writeRuns(out, history.times);
    out.varint(history.names.size());
    for (int number = 0; number < history.names.size(); number++) {
      IdCodec.writeContainer(out, history.names.get(number));
    }
    writeRuns(out, history.containers);
    return out;
  }

  private static void writeRuns(ByteWriter out, RunMap map) {
    out.varint(map.size());
    int lv = 0;
    long value = 0;
    for (int run = 0; run < map.size(); run++) {
      out.varint(map.start(run) - lv).zigzag(map.value(run) - value);
      lv = map.start(run);
      value = map.value(run);
    }
  }

  private ByteWriter others() {
    ByteWriter out = new ByteWriter();
    OpStore others = history.others();
    out.varint(others.size());
    int lv = 0;
    for (int i = 0; i < others.size(); i++) {
      out.varint(others.lv(i) - lv);
      OpCodec.write(out, others.op(i), history.graph.id(others.lv(i)).replica());
      lv = others.lv(i);
    }
    return out;
  }
}

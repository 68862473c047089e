package atoll.crdt.text;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.CharCodec;
import atoll.crdt.codec.CharSource;
import atoll.crdt.codec.ValueCodec;
import atoll.crdt.graph.CausalGraph;
import atoll.crdt.structure.Stamp;

/** The newest state of a text as bytes: characters, marks, boundaries, styles, and which characters have which style. */
public final class StateCodec {
  /** A number, how it grows, a name and a value, and two numbers for each of the boundaries. */
  private static final int LEAST_MARK_BYTES = 8;
  /** A number, and how many attributes. */
  private static final int LEAST_STYLE_BYTES = 2;

  private StateCodec() {}

  public static void write(ByteWriter out, TextState state, CausalGraph graph) {
    CharCodec.write(out, state.toString());
    out.varint(state.markCount());
    for (int i = 0; i < state.markCount(); i++) {
      writeMark(out, state.markAt(i), graph);
    }
    int before = 0;
    for (int i = 0; i < state.boundaryCount(); i++) {
      out.varint(state.boundaryPosition(i) - before).varint(state.boundaryMark(i));
      before = state.boundaryPosition(i);
    }
    out.varint(state.styleCount());
    for (int i = 0; i < state.styleCount(); i++) {
      writeStamp(out, state.style(i).stamp(), graph);
      ValueCodec.writeFields(out, state.style(i).attributes());
    }
    if (state.styleCount() > 0) {
      for (int at = 0; at < state.length(); ) {
        int end = state.styleEnd(at, state.length());
        out.varint(state.styleNumber(at)).varint(end - at);
        at = end;
      }
    }
  }

  static void writeMark(ByteWriter out, Mark mark, CausalGraph graph) {
    writeStamp(out, mark.stamp(), graph);
    out.u8(mark.expand().ordinal()).string(mark.key());
    ValueCodec.write(out, mark.value());
  }

  private static void writeStamp(ByteWriter out, Stamp stamp, CausalGraph graph) {
    out.varint(graph.lv(stamp.id()));
  }

  /** Reads characters alone. */
  static CharSource readChars(ByteReader in) throws RejectedException {
    return CharCodec.source(in);
  }

  public static TextState read(ByteReader in, CausalGraph graph) throws RejectedException {
    TextState state = new TextState(CharCodec.read(in));
    int marks = in.count(in.left() / LEAST_MARK_BYTES);
    if (marks > 0) {
      readMarks(in, graph, state, marks);
    }
    int styles = in.count(in.left() / LEAST_STYLE_BYTES);
    if (styles > 0) {
      readStyles(in, graph, state, styles);
    }
    in.end();
    return state;
  }

  private static void readMarks(ByteReader in, CausalGraph graph, TextState state, int marks)
      throws RejectedException {
    state.reserveMarks(marks);
    ExtrasReader extras = new ExtrasReader(in, graph);
    for (int i = 0; i < marks; i++) {
      state.addMark(extras.readMark());
    }
    int position = 0;
    boolean[] seen = new boolean[2 * marks];
    for (int i = 0; i < 2 * marks; i++) {
      position += in.count(state.length() - position);
      int mark = in.count(2 * marks - 1);
      if (seen[mark] || (mark & 1) == 1 && !seen[mark - 1]) {
        throw new RejectedException(Reason.MALFORMED, "boundary " + mark + " is out of order");
      }
      seen[mark] = true;
      state.addBoundary(position, mark);
    }
  }

  private static void readStyles(ByteReader in, CausalGraph graph, TextState state, int styles)
      throws RejectedException {
    state.reserveStyles(styles);
    ExtrasReader extras = new ExtrasReader(in, graph);
    for (int i = 0; i < styles; i++) {
      state.addStyle(extras.readStyle());
    }
    for (int at = 0; at < state.length(); ) {
      int style = in.count(styles);
      int length = in.count(state.length() - at);
      if (length == 0) {
        throw new RejectedException(Reason.MALFORMED, "an empty run");
      }
      state.setStyle(at, at + length, style);
      at += length;
    }
  }
}

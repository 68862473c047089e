package atoll.crdt.text;

import atoll.crdt.Expand;
import atoll.crdt.Limits;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ValueCodec;
import atoll.crdt.graph.CausalGraph;
import atoll.crdt.structure.Stamp;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads marks and attributes, of which a text has many and few that differ: what is written as the one before is that one.
 */
final class ExtrasReader {
  private static final Expand[] EXPANDS = Expand.values();

  private final ByteReader in;
  private final CausalGraph graph;
  /** Where what was read last lies in the bytes, and what it is. */
  private int markFrom;

  private int markEnd;
  private String key = "";
  private Value value = Value.NULL;
  private int fieldsFrom;
  private int fieldsEnd;
  private SortedMap<String, Value> fields = Collections.emptySortedMap();

  ExtrasReader(ByteReader in, CausalGraph graph) {
    this.in = in;
    this.graph = graph;
  }

  Mark readMark() throws RejectedException {
    return readMark(null);
  }

  /** @param known perhaps the same one, which is then taken instead of another */
  Mark readMark(@Nullable Mark known) throws RejectedException {
    int lv = in.count(graph.size() - 1);
    int number = in.u8();
    if (number >= EXPANDS.length) {
      throw new RejectedException(Reason.TOO_NEW, "a mark that expands as " + number);
    }
    Expand expand = EXPANDS[number];
    if (isNext(markFrom, markEnd)) {
      in.skip(markEnd - markFrom);
    } else {
      markFrom = in.position();
      markEnd = markFrom;
      key = in.string(Limits.NAME_BYTES);
      value = ValueCodec.read(in);
      markEnd = in.position();
    }
    if (known != null
        && known.expand() == expand
        && known.key().equals(key)
        && known.value().equals(value)
        && graph.lv(known.stamp().id()) == lv) {
      return known;
    }
    return new Mark(stamp(lv), key, value, expand);
  }

  Style readStyle() throws RejectedException {
    int lv = in.count(graph.size() - 1);
    return new Style(stamp(lv), readFields());
  }

  SortedMap<String, Value> readFields() throws RejectedException {
    if (isNext(fieldsFrom, fieldsEnd)) {
      in.skip(fieldsEnd - fieldsFrom);
    } else {
      fieldsFrom = in.position();
      fieldsEnd = fieldsFrom;
      fields = ValueCodec.readFields(in);
      fieldsEnd = in.position();
    }
    return fields;
  }

  /** Whether bytes that were read, which say where they end, come again. */
  private boolean isNext(int from, int end) {
    return end > from && in.isNext(in.source(), from, end);
  }

  private Stamp stamp(int lv) {
    return new Stamp(graph.lamport(lv), graph.id(lv));
  }
}

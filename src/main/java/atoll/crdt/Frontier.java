package atoll.crdt;

import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** The newest changes of one document that no other follows, each by the id of its last operation. Immutable, sorted. */
public final class Frontier {
  /** Before the first change. */
  public static final Frontier EMPTY = new Frontier(List.of());

  private static final int MOST_IDS = 1 << 20;

  private final List<OpId> ids;

  private Frontier(List<OpId> sorted) {
    ids = sorted;
  }

  public static Frontier of(OpId id) {
    return new Frontier(List.of(id));
  }

  public static Frontier of(OpId... ids) {
    return of(Arrays.asList(ids));
  }

  /** The frontier of these ids; doubles count once. */
  public static Frontier of(Collection<OpId> ids) {
    return switch (ids.size()) {
      case 0 -> EMPTY;
      case 1 -> new Frontier(List.copyOf(ids));
      default -> new Frontier(ids.stream().distinct().sorted().toList());
    };
  }

  /** Sorted, without doubles. */
  public List<OpId> ids() {
    return ids;
  }

  public boolean isEmpty() {
    return ids.isEmpty();
  }

  public byte[] toBytes() {
    ByteWriter out = new ByteWriter(1 + ids.size() * 12).varint(ids.size());
    for (OpId id : ids) {
      out.i64(id.replica().value()).varint(id.counter());
    }
    return out.toBytes();
  }

  /** @throws RejectedException if the bytes are not what {@link #toBytes()} writes */
  public static Frontier parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    int count = in.count(Math.min(MOST_IDS, in.left() / ReplicaId.SIZE_BYTES));
    List<OpId> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ReplicaId replica = new ReplicaId(in.i64());
      long counter = in.varint();
      if (counter < 0 || counter > Limits.COUNTERS) {
        throw new RejectedException(Reason.TOO_LARGE, "counter " + Long.toUnsignedString(counter));
      }
      OpId id = new OpId(replica, counter);
      if (i > 0 && ids.getLast().compareTo(id) >= 0) {
        throw new RejectedException(Reason.MALFORMED, "a frontier is not in order");
      }
      ids.add(id);
    }
    in.end();
    return of(ids);
  }

  /** The bytes as text that is fit for an address (base64url without padding). */
  public String toText() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(toBytes());
  }

  /** @throws RejectedException if the text is not what {@link #toText()} writes */
  public static Frontier parseText(String text) throws RejectedException {
    try {
      return parse(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new RejectedException(Reason.MALFORMED, "a frontier is not base64url");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frontier that && ids.equals(that.ids);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  @Override
  public String toString() {
    return ids.toString();
  }
}

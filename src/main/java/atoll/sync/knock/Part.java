package atoll.sync.knock;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import java.util.List;

/**
 * The answer to {@link More}.
 *
 * @param all how many records there are
 * @param place how many of them come before these: as many as was asked after, or none if what was asked after is no
 *     beginning of them
 * @param records as many as one answer holds
 */
public record Part(int all, int place, List<byte[]> records) {
  public Part {
    records = List.copyOf(records);
  }

  /**
   * What is answered.
   *
   * @param roll all records
   */
  public static Part of(List<byte[]> roll, More more) {
    boolean fits =
        more.place() <= roll.size() && Hash.of(roll.get(more.place() - 1)).equals(more.last());
    int place = fits ? more.place() : 0;
    return new Part(roll.size(), place, Run.first(roll.subList(place, roll.size())));
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws RejectedException if it means nothing, or leaves off although there are more and they had room
   */
  public static Part read(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    int all = in.count(More.MOST_IN_ALL);
    int place = in.count(all);
    List<byte[]> records = Run.read(in);
    in.end();
    if (records.size() > all - place) {
      throw new RejectedException(Reason.MALFORMED, "more records than there are");
    }
    if (records.size() < all - place && !Run.isFull(records)) {
      throw new RejectedException(Reason.MALFORMED, "a part that leaves off early");
    }
    return new Part(all, place, records);
  }

  /** How many records are known after these. */
  int end() {
    return place + records.size();
  }

  /** The bytes that travel. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter().varint(all).varint(place);
    Run.write(out, records);
    return out.toBytes();
  }
}

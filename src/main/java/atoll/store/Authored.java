package atoll.store;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The body of an entry that says who wrote it: some bytes in clear, which everybody who carries it can check, then the
 * content.
 *
 * @param author the key of the device that signed the entry
 * @param heads the newest records of the membership that the author knew; at most {@link #MOST_HEADS}
 * @param key the name of the key that the content is sealed under; nothing in {@link Envelope#SUITE_SIGNED}
 * @param content sealed or in clear; the array is not copied
 */
public record Authored(VerifyKey author, List<Hash> heads, Optional<Hash> key, byte[] content) {
  /** Heads that a body may name. */
  public static final int MOST_HEADS = 64;

  public Authored {
    heads = List.copyOf(heads);
    if (heads.size() > MOST_HEADS) {
      throw new IllegalArgumentException(heads.size() + " heads of the membership");
    }
  }

  /**
   * Reads the body of an entry; nothing of it is believed by that.
   *
   * @throws RejectedException if the suite is none with an author, or the body is not one
   */
  public static Authored parse(Envelope entry) throws RejectedException {
    int suite = entry.header().suite();
    if (suite != Envelope.SUITE_SEALED && suite != Envelope.SUITE_SIGNED) {
      throw new RejectedException(Reason.TOO_NEW, "an entry of suite " + suite);
    }
    ByteReader in = entry.readBody();
    VerifyKey author = VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES));
    int count = in.count(MOST_HEADS);
    List<Hash> heads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      heads.add(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    }
    Optional<Hash> key = suite == Envelope.SUITE_SEALED
        ? Optional.of(Hash.wrap(in.raw(Hash.SIZE_BYTES)))
        : Optional.empty();
    return new Authored(author, heads, key, in.raw(in.left()));
  }

  /** The part before the content. */
  public byte[] clear() {
    return write().toBytes();
  }

  /** The body of the entry. */
  public byte[] toBytes() {
    return write().raw(content).toBytes();
  }

  private ByteWriter write() {
    ByteWriter out = new ByteWriter(128 + content.length);
    out.raw(author.toBytes()).varint(heads.size());
    heads.forEach(head -> out.raw(head.toBytes()));
    key.ifPresent(name -> out.raw(name.toBytes()));
    return out;
  }
}

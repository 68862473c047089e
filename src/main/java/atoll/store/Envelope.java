package atoll.store;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a log: the changes that one replica made in a short moment. The header is readable by everybody who
 * carries it; the body only by members, once bodies are sealed. Immutable.
 *
 * <p>It is written, sent and hashed in one form, and an entry that comes is asked for it again and again: so it keeps these
 * bytes, and their hash once somebody asked.
 */
public final class Envelope {
  /** Bytes that a body may have. */
  public static final int MOST_BODY_BYTES = 16 << 20;

  /** Bytes that a signature may have. */
  public static final int MOST_SIGNATURE_BYTES = 64;

  /** The suite whose bodies are in clear and not signed. */
  public static final int SUITE_OPEN = 0;

  /** The suite of content: sealed under an epoch key and signed; {@link Authored} is the body. */
  public static final int SUITE_SEALED = 1;

  /** The suite of what carriers must read too: signed, in clear; {@link Authored} is the body. */
  public static final int SUITE_SIGNED = 2;

  private static final int FORMAT = 1;

  private final Header header;
  private final byte[] bytes;
  private final int bodyFrom;
  private final int bodyTo;

  /** Nothing before it is asked for; whoever asks at the same time comes to the same. */
  private @Nullable Hash hash;

  /**
   * @param body the content, in the form that {@link Header#suite()} says; at most {@link #MOST_BODY_BYTES}
   * @param signature the author's signature over header and body; empty in suite 0
   */
  public Envelope(Header header, byte[] body, byte[] signature) {
    if (signature.length > MOST_SIGNATURE_BYTES) {
      throw new IllegalArgumentException("a signature of " + signature.length + " bytes");
    }
    ByteWriter out = header.write(new ByteWriter(256 + body.length)).blob(body);
    this.header = header;
    this.bodyTo = out.size();
    this.bodyFrom = bodyTo - body.length;
    this.bytes = out.blob(signature).toBytes();
  }

  private Envelope(Header header, byte[] bytes, int bodyFrom, int bodyTo) {
    this.header = header;
    this.bytes = bytes;
    this.bodyFrom = bodyFrom;
    this.bodyTo = bodyTo;
  }

  /**
   * The part in clear.
   *
   * @param suite how the body is sealed and signed
   * @param workspace the workspace whose log it is
   * @param log the replica that wrote it
   * @param number its place in the log, from 0
   * @param previous the hash of the entry before; {@link Hash#NONE} for number 0
   * @param dependencies what the author held when writing it, without the own log
   */
  public record Header(
      int suite,
      WorkspaceId workspace,
      ReplicaId log,
      long number,
      Hash previous,
      Clock dependencies) {
    public Header {
      if (number < 0 || (number == 0) != previous.equals(Hash.NONE)) {
        throw new IllegalArgumentException(
            "entry " + number + " of " + log + " follows " + previous);
      }
    }

    /** The bytes of the header as they stand in the envelope: what a sealed body belongs to. */
    public byte[] toBytes() {
      return write(new ByteWriter(128)).toBytes();
    }

    private ByteWriter write(ByteWriter out) {
      out.u8(FORMAT).u8(suite).raw(workspace.hash().toBytes()).i64(log.value());
      out.varint(number).raw(previous.toBytes());
      dependencies.write(out);
      return out;
    }
  }

  /**
   * Reads what {@link #toBytes()} wrote.
   *
   * @param bytes are kept and not copied
   * @throws RejectedException if the bytes are not an envelope, or one of a newer format
   */
  public static Envelope parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "an envelope of format " + format);
    }
    int suite = in.u8();
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    ReplicaId log = new ReplicaId(in.i64());
    long number = in.varint();
    Hash previous = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    if (number < 0 || (number == 0) != previous.equals(Hash.NONE)) {
      throw new RejectedException(Reason.MALFORMED, "entry " + number + " follows " + previous);
    }
    Clock dependencies = Clock.read(in);
    int size = in.count(MOST_BODY_BYTES);
    int bodyFrom = in.position();
    int bodyTo = in.skip(size).position();
    in.skip(in.count(MOST_SIGNATURE_BYTES)).end();
    // Every number has one form only, so that what is read is what would be written.
    return new Envelope(
        new Header(suite, workspace, log, number, previous, dependencies), bytes, bodyFrom, bodyTo);
  }

  /** What is in clear. */
  public Header header() {
    return header;
  }

  /** A copy of the content, in the form that {@link Header#suite()} says. */
  public byte[] body() {
    return Arrays.copyOfRange(bytes, bodyFrom, bodyTo);
  }

  /** Bytes of the content. */
  public int bodyBytes() {
    return bodyTo - bodyFrom;
  }

  /** The author's signature over header and body; empty in suite 0. */
  public byte[] signature() {
    return Arrays.copyOfRange(bytes, bodyTo + 1, bytes.length);
  }

  /** The bytes that are stored and sent; not to be changed. */
  public byte[] toBytes() {
    return bytes;
  }

  /** What the signature covers: all but itself. */
  public byte[] signedBytes() {
    return Arrays.copyOf(bytes, bodyTo);
  }

  /** The hash of all its bytes: what the next entry names as the one before. Cost: one pass over the bytes, once. */
  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = Hash.of(bytes);
      hash = known;
    }
    return known;
  }

  /** The content as it stands in the bytes. */
  ByteReader readBody() {
    return new ByteReader(bytes, bodyFrom, bodyTo - bodyFrom);
  }

  @Override
  public String toString() {
    return "entry " + header.number() + " of " + header.log();
  }
}

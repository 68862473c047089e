package atoll.store;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;

/**
 * One entry of a log: the changes that one replica made in a short moment. The header is readable by everybody who
 * carries it; the body only by members, once bodies are sealed.
 *
 * <p>The arrays are not copied: whoever makes or takes an envelope leaves them as they are.
 *
 * @param header what is in clear
 * @param body the content, in the form that {@link Header#suite()} says; at most {@link #MOST_BODY_BYTES}
 * @param signature the author's signature over header and body; empty in suite 0
 */
public record Envelope(Header header, byte[] body, byte[] signature) {
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
    byte[] body = in.blob(MOST_BODY_BYTES);
    byte[] signature = in.blob(MOST_SIGNATURE_BYTES);
    in.end();
    return new Envelope(
        new Header(suite, workspace, log, number, previous, dependencies), body, signature);
  }

  /** The bytes that are stored and sent. */
  public byte[] toBytes() {
    return signed().blob(signature).toBytes();
  }

  /** What the signature covers: all but itself. */
  public byte[] signedBytes() {
    return signed().toBytes();
  }

  /** The hash of all its bytes: what the next entry names as the one before. Cost: one pass over the bytes. */
  public Hash hash() {
    return Hash.of(toBytes());
  }

  private ByteWriter signed() {
    return header.write(new ByteWriter(128 + body.length)).blob(body);
  }
}

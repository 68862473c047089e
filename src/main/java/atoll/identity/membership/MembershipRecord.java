package atoll.identity.membership;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.DeviceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A statement about who belongs, signed by a device and naming the newest records that the device knew. Whoever holds one
 * knows that its signature is good; whether it counts, {@link Membership} says. Immutable, compared by its hash.
 */
public final class MembershipRecord {
  /** Bytes that an encoded record may have. */
  public static final int MOST_BYTES = 256 << 10;

  /** Records that one may follow. */
  public static final int MOST_PARENTS = 256;

  private static final int FORMAT = 1;
  private static final byte[] CONTEXT = "atoll membership 1".getBytes(StandardCharsets.US_ASCII);

  private final Hash workspace;
  private final DeviceId author;
  private final List<Hash> parents;
  private final Statement statement;
  private final byte[] bytes;
  private final Hash hash;

  private MembershipRecord(
      Hash workspace, DeviceId author, List<Hash> parents, Statement statement, byte[] bytes) {
    this.workspace = workspace;
    this.author = author;
    this.parents = List.copyOf(parents);
    this.statement = statement;
    this.bytes = bytes;
    this.hash = Hash.of(bytes);
  }

  /** Makes the first record of a workspace; the workspace is named by its hash. */
  public static MembershipRecord found(SigningKey author, Statement.Founded statement) {
    return signed(author, Hash.NONE, List.of(), statement);
  }

  /**
   * Makes a record.
   *
   * @param parents the newest records that the author knows
   * @throws IllegalArgumentException if it follows none or too many, or is too large
   */
  public static MembershipRecord sign(
      SigningKey author, WorkspaceId workspace, Collection<Hash> parents, Statement statement) {
    if (parents.isEmpty() || parents.size() > MOST_PARENTS) {
      throw new IllegalArgumentException("a record that follows " + parents.size());
    }
    return signed(author, workspace.hash(), new ArrayList<>(new TreeSet<>(parents)), statement);
  }

  private static MembershipRecord signed(
      SigningKey author, Hash workspace, List<Hash> parents, Statement statement) {
    DeviceId device = new DeviceId(author.verifyKey());
    byte[] unsigned = unsigned(workspace, device, parents, statement);
    byte[] signature = author.sign(CONTEXT, unsigned);
    byte[] all = new ByteWriter(unsigned.length + signature.length)
        .raw(unsigned)
        .raw(signature)
        .toBytes();
    if (all.length > MOST_BYTES) {
      throw new IllegalArgumentException("a record of " + all.length + " bytes");
    }
    return new MembershipRecord(workspace, device, parents, statement, all);
  }

  /**
   * Reads what {@link #toBytes()} gave.
   *
   * @throws RejectedException if the bytes are no record, or its author did not sign it
   */
  public static MembershipRecord parse(byte[] bytes) throws RejectedException {
    if (bytes.length > MOST_BYTES) {
      throw new RejectedException(Reason.TOO_LARGE, "a record of " + bytes.length + " bytes");
    }
    ByteReader in = new ByteReader(bytes);
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "a membership record of format " + format);
    }
    Hash workspace = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    DeviceId author = new DeviceId(VerifyKey.wrap(in.raw(VerifyKey.SIZE_BYTES)));
    List<Hash> parents = parents(in);
    Statement statement = StatementCodec.read(in);
    int signed = in.position();
    byte[] signature = in.raw(VerifyKey.SIGNATURE_BYTES);
    in.end();
    boolean first = statement instanceof Statement.Founded;
    if (first != parents.isEmpty() || first != workspace.equals(Hash.NONE)) {
      throw new RejectedException(Reason.BAD_PARENTS, "only the first record follows none");
    }
    byte[] content = new ByteReader(bytes, 0, signed).raw(signed);
    if (!author.key().verifies(signature, CONTEXT, content)) {
      throw new RejectedException(
          Reason.CHECKSUM, "the record is not signed by " + author + ", as it says");
    }
    return new MembershipRecord(workspace, author, parents, statement, bytes.clone());
  }

  private static List<Hash> parents(ByteReader in) throws RejectedException {
    int size = in.count(Math.min(MOST_PARENTS, in.left() / Hash.SIZE_BYTES));
    List<Hash> parents = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Hash parent = Hash.wrap(in.raw(Hash.SIZE_BYTES));
      if (!parents.isEmpty() && parents.getLast().compareTo(parent) >= 0) {
        throw new RejectedException(Reason.MALFORMED, "parents are not sorted");
      }
      parents.add(parent);
    }
    return parents;
  }

  private static byte[] unsigned(
      Hash workspace, DeviceId author, List<Hash> parents, Statement statement) {
    ByteWriter out = new ByteWriter(512);
    out.u8(FORMAT).raw(workspace.toBytes()).raw(author.key().toBytes());
    out.varint(parents.size());
    parents.forEach(parent -> out.raw(parent.toBytes()));
    StatementCodec.write(statement, out);
    return out.toBytes();
  }

  /** The workspace that it is of; its own name if it is the first. */
  public WorkspaceId workspace() {
    return new WorkspaceId(workspace.equals(Hash.NONE) ? hash : workspace);
  }

  /** The device that signed it. */
  public DeviceId author() {
    return author;
  }

  /** The newest records that the author knew, sorted; none for the first record alone. */
  public List<Hash> parents() {
    return parents;
  }

  public Statement statement() {
    return statement;
  }

  /** The bytes that are stored and sent. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Names it: the hash of all its bytes. */
  public Hash hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MembershipRecord that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return statement.getClass().getSimpleName() + " " + hash;
  }
}

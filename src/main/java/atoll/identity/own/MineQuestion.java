package atoll.identity.own;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.PersonKeys;
import atoll.identity.membership.MembershipState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A device asks which workspaces of its person are held where it asks. The tunnel proves that the device asks itself; the
 * certificate proves whose it is.
 */
public record MineQuestion(PersonKeys person, Certificate certificate) {
  /** Workspaces that an answer may name. */
  public static final int MOST_WORKSPACES = 4_096;

  private static final byte[] MARK = "atoll-mine-1".getBytes(StandardCharsets.US_ASCII);

  /** Whether these bytes are meant to be such a question. */
  public static boolean isOne(byte[] bytes) {
    return bytes.length > MARK.length && Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length);
  }

  /** The bytes that travel. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter().raw(MARK);
    person.write(out);
    certificate.write(out);
    return out.toBytes();
  }

  /** @throws RejectedException if it is no such question, or the device is not that person's */
  public static MineQuestion parse(byte[] bytes) throws RejectedException {
    if (!isOne(bytes)) {
      throw new RejectedException(Reason.MALFORMED, "not a question for workspaces");
    }
    ByteReader in = new ByteReader(bytes);
    var _ = in.raw(MARK.length);
    MineQuestion read = new MineQuestion(PersonKeys.read(in), Certificate.read(in));
    in.end();
    if (!read.certificate.certifies(read.person)) {
      throw new RejectedException(Reason.CHECKSUM, "a device that is not the person's");
    }
    return read;
  }

  /**
   * Whether a workspace is to be named to who asks: the person belongs to it, and the device was not taken out of it. A
   * device that is not known there must be certified by the recovery words themselves.
   *
   * @param everLetIn whether the device was a member's once
   */
  public boolean mayKnow(MembershipState state, boolean everLetIn) {
    boolean belongs = state.memberOf(certificate.device().id()).isPresent();
    return state.role(person.id()).isPresent() && (belongs || certificate.isDirect() && !everLetIn);
  }

  /** The answer's bytes. */
  public static byte[] answer(Collection<WorkspaceId> workspaces) {
    ByteWriter out = new ByteWriter();
    List<WorkspaceId> some = workspaces.stream().limit(MOST_WORKSPACES).toList();
    out.varint(some.size());
    some.forEach(id -> out.raw(id.hash().toBytes()));
    return out.toBytes();
  }

  /** Reads what {@link #answer} wrote. */
  public static List<WorkspaceId> readAnswer(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    List<WorkspaceId> all = new ArrayList<>();
    int count = in.count(MOST_WORKSPACES);
    for (int i = 0; i < count; i++) {
      all.add(new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES))));
    }
    in.end();
    return all;
  }
}

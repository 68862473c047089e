package atoll.identity.joining;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.ComparisonWords;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.PersonKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a newcomer asks with: the own keys, sealed names, a proof of the invitation's secret, signed by the device. It may
 * travel over any way: nobody who sees it learns the names or the secret, and nobody can put other keys into it.
 */
public final class JoinRequest {
  /** Bytes that a request may have. */
  public static final int MOST_BYTES = 8 << 10;

  private static final byte[] MARK = "atoll-request-1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NAMES = "atoll request 1 names".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_NAME_BYTES = 1_000;
  private static final int MOST_SEALED_BYTES = 3_000;

  private final WorkspaceId workspace;
  private final Hash offer;
  private final PersonKeys person;
  private final Certificate certificate;
  private final byte[] names;
  private final byte[] content;
  private final Hash proof;
  private final byte[] bytes;

  private JoinRequest(
      WorkspaceId workspace,
      Hash offer,
      PersonKeys person,
      Certificate certificate,
      byte[] names,
      Hash proof,
      byte[] bytes) {
    this.workspace = workspace;
    this.offer = offer;
    this.person = person;
    this.certificate = certificate;
    this.names = names;
    this.content = content(workspace, offer, person, certificate, names);
    this.proof = proof;
    this.bytes = bytes;
  }

  /**
   * What the newcomer and the device are called.
   *
   * @param person at most 1,000 bytes
   * @param device at most 1,000 bytes
   */
  public record Names(String person, String device) {}

  /** Asks for what an invitation offers. */
  public static JoinRequest make(
      Offer offer, SecretKeys device, PersonKeys person, Certificate certificate, Names names) {
    byte[] plain =
        new ByteWriter().string(names.person()).string(names.device()).toBytes();
    byte[] sealed = offer.inviter().receive().seal(context(offer.workspace()), plain);
    byte[] content = content(offer.workspace(), offer.secret().name(), person, certificate, sealed);
    Hash proof = offer.secret().proof(content);
    byte[] bytes = new ByteWriter()
        .raw(content)
        .raw(proof.toBytes())
        .raw(device.signing().sign(content, proof.toBytes()))
        .toBytes();
    return new JoinRequest(
        offer.workspace(), offer.secret().name(), person, certificate, sealed, proof, bytes);
  }

  /**
   * Reads what {@link #toBytes()} gave.
   *
   * @throws RejectedException if the bytes are no request, or the device did not sign it, or is not certified
   */
  public static JoinRequest parse(byte[] bytes) throws RejectedException {
    if (bytes.length > MOST_BYTES) {
      throw new RejectedException(Reason.TOO_LARGE, "a request of " + bytes.length + " bytes");
    }
    ByteReader in = new ByteReader(bytes);
    if (!Arrays.equals(MARK, in.raw(MARK.length))) {
      throw new RejectedException(Reason.MALFORMED, "not a request");
    }
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    Hash offer = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    PersonKeys person = PersonKeys.read(in);
    Certificate certificate = Certificate.read(in);
    byte[] names = in.blob(MOST_SEALED_BYTES);
    Hash proof = Hash.wrap(in.raw(Hash.SIZE_BYTES));
    byte[] signature = in.raw(VerifyKey.SIGNATURE_BYTES);
    in.end();
    JoinRequest read =
        new JoinRequest(workspace, offer, person, certificate, names, proof, bytes.clone());
    if (!certificate.device().id().key().verifies(signature, read.content, proof.toBytes())
        || !certificate.certifies(person)) {
      throw new RejectedException(Reason.CHECKSUM, "the request is not signed as it says");
    }
    return read;
  }

  /** Whether these bytes are meant to be a request. */
  public static boolean isOne(byte[] bytes) {
    return bytes.length >= MARK.length
        && Arrays.equals(MARK, 0, MARK.length, bytes, 0, MARK.length);
  }

  private static byte[] content(
      WorkspaceId workspace, Hash offer, PersonKeys person, Certificate certificate, byte[] names) {
    ByteWriter out = new ByteWriter();
    out.raw(MARK).raw(workspace.hash().toBytes()).raw(offer.toBytes());
    person.write(out);
    certificate.write(out);
    return out.blob(names).toBytes();
  }

  private static byte[] context(WorkspaceId workspace) {
    return new ByteWriter().raw(NAMES).raw(workspace.hash().toBytes()).toBytes();
  }

  /** Whether the newcomer had the secret of this invitation. */
  public boolean proves(Offer of) {
    return workspace.equals(of.workspace())
        && offer.equals(of.secret().name())
        && proof.equals(of.secret().proof(content));
  }

  /**
   * What the newcomer is called.
   *
   * @param inviter the keys of the device that invited
   * @throws UnsealException if they are sealed for another device, or are no names
   */
  public Names names(SecretKeys inviter) throws UnsealException {
    byte[] plain = inviter.agreement().open(context(workspace), names);
    try {
      ByteReader in = new ByteReader(plain);
      Names read = new Names(in.string(MOST_NAME_BYTES), in.string(MOST_NAME_BYTES));
      in.end();
      return read;
    } catch (RejectedException e) {
      throw new UnsealException("The request does not say who asks: " + e.getMessage());
    }
  }

  /** Six words that both sides see if nobody stands between them. */
  public List<String> words(Offer of) {
    return ComparisonWords.of(
        certificate.device().id().key(), of.inviter().id().key(), of.secret().toBytes());
  }

  /** The workspace that is asked for. */
  public WorkspaceId workspace() {
    return workspace;
  }

  /** The invitation that is answered, by {@link Secret#name()}. */
  public Hash offer() {
    return offer;
  }

  public PersonKeys person() {
    return person;
  }

  /** The newcomer's device. */
  public Certificate certificate() {
    return certificate;
  }

  /** The bytes that travel or are kept as a file. */
  public byte[] toBytes() {
    return bytes.clone();
  }
}

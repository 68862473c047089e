package atoll.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;

/** The public half of an X25519 pair (RFC 7748), to which secrets are sealed. Immutable, compared by content. */
public final class ReceiveKey extends PublicBytes<ReceiveKey> {
  /** Bytes of a key. */
  public static final int SIZE_BYTES = 32;

  private ReceiveKey(byte[] bytes) {
    super(bytes);
  }

  /** @throws IllegalArgumentException if they are not 32 */
  public static ReceiveKey wrap(byte[] bytes) {
    return new ReceiveKey(copyOf(bytes, SIZE_BYTES, "a key"));
  }

  /**
   * Seals a secret so that only the holder of the {@link AgreementKey} reads it: HPKE in base mode (RFC 9180). Who sealed
   * it does not show.
   *
   * @param context what it is for; opens only in the same context
   */
  public byte[] seal(byte[] context, byte[] secret) {
    return Hpke.seal(bytes(), context, secret);
  }

  /** Whether anything can be sealed to it: everybody can hand out 32 bytes that are nobody's key. Costs one agreement. */
  public boolean isSound() {
    byte[] some = new byte[SIZE_BYTES];
    some[0] = 8;
    return X25519.calculateAgreement(some, 0, bytes(), 0, new byte[SIZE_BYTES], 0);
  }
}

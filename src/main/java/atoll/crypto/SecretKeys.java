package atoll.crypto;

import java.util.random.RandomGenerator;

/**
 * What a device or a person holds and nobody else: the key that signs and the key that receives.
 *
 * @param signing signs
 * @param agreement opens what others seal to it
 */
public record SecretKeys(SigningKey signing, AgreementKey agreement) {
  private static final byte[] NO_SALT = {};

  /** @param random cannot be guessed */
  public static SecretKeys generate(RandomGenerator random) {
    return new SecretKeys(SigningKey.generate(random), AgreementKey.generate(random));
  }

  /** The keys of the person whose recovery words stand for this entropy: always the same. */
  public static SecretKeys ofPerson(byte[] entropy) {
    return new SecretKeys(
        SigningKey.of(Hkdf.derive(entropy, NO_SALT, "atoll person 1 sign", SigningKey.SEED_BYTES)),
        AgreementKey.of(
            Hkdf.derive(entropy, NO_SALT, "atoll person 1 receive", AgreementKey.SIZE_BYTES)));
  }

  /** Nothing of the secrets. */
  @Override
  public String toString() {
    return "the keys of " + signing.verifyKey();
  }
}

package atoll.identity;

import atoll.crypto.VerifyKey;

/**
 * A person, named by the public root key that the recovery words make.
 *
 * @param key what certificates of the person's devices are checked with
 */
public record PersonId(VerifyKey key) implements Comparable<PersonId> {
  @Override
  public int compareTo(PersonId other) {
    return key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return key.toString();
  }
}

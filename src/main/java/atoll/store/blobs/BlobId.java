package atoll.store.blobs;

import atoll.crypto.Hash;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names bytes by what they are.
 *
 * @param hash SHA-256 of the bytes
 */
public record BlobId(Hash hash) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Reads what {@link #toString()} wrote; empty if it is not the form of an id. */
  public static Optional<BlobId> parse(String text) {
    return FORM.matcher(text).matches()
        ? Optional.of(new BlobId(Hash.parse(text)))
        : Optional.empty();
  }

  /** The id of these bytes. */
  public static BlobId of(byte[] bytes) {
    return new BlobId(Hash.of(bytes));
  }

  @Override
  public String toString() {
    return hash.toString();
  }
}

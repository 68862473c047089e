package atoll.identity.membership;

import atoll.crypto.Hash;
import atoll.identity.membership.Statement.Copy;
import atoll.identity.membership.Statement.Previous;
import java.util.List;

/**
 * A key that content is sealed with, as far as anybody may know of it.
 *
 * @param name the hash of the key
 * @param copies the key sealed to its holders, in the order of the records
 * @param previous older keys sealed under it
 */
public record EpochKey(Hash name, List<Copy> copies, List<Previous> previous) {
  public EpochKey {
    copies = List.copyOf(copies);
    previous = List.copyOf(previous);
  }
}

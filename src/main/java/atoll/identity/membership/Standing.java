package atoll.identity.membership;

import atoll.crypto.Hash;
import atoll.identity.PersonId;
import java.util.Optional;
import java.util.Set;

/**
 * What a record's own past says of its author. It hangs on the past alone, so it never changes.
 *
 * @param isValid whether the author had the right to write it
 * @param author the person whose device wrote it
 * @param asOwner whether the right came from being an owner
 * @param hosts the records that the right rests on, and those that theirs rests on
 * @param grant the record that gave the author the role
 * @param device the record that made the device the author's
 */
record Standing(
    boolean isValid,
    Optional<PersonId> author,
    boolean asOwner,
    Set<Hash> hosts,
    Hash grant,
    Hash device) {
  /** Of somebody without the right. */
  static final Standing NONE =
      new Standing(false, Optional.empty(), false, Set.of(), Hash.NONE, Hash.NONE);

  Standing {
    hosts = Set.copyOf(hosts);
  }
}

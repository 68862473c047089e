package atoll.workspace.seal;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.membership.Branches;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Who may write in a workspace. For any thread. */
public interface Members {
  /**
   * What an entry says of its author; the signature is good.
   *
   * @param heads the newest records of the membership that the author knew
   * @param isContent whether it changes documents; otherwise it holds records of the membership
   */
  record Claim(VerifyKey author, ReplicaId log, long number, List<Hash> heads, boolean isContent) {}

  /** The newest records that are known here, which own entries name. */
  List<Hash> heads();

  /**
   * Why an entry may not be stored; nothing if it may. Hangs on what its author knew and on nothing that came later, so
   * that everybody stores the same entries.
   *
   * @param lesser tells whether a person may write what is in it in a role that may not write everything; costs the opening
   *     of it
   */
  Optional<String> refusal(Claim claim, BiPredicate<PersonId, Role> lesser);

  /**
   * Why this device may not write just now; nothing if it may.
   *
   * @param lesser tells whether a person may write it in a role that may not write everything
   */
  Optional<ReadOnlyException.Why> ownRefusal(BiPredicate<PersonId, Role> lesser);

  /** Whether what a stored entry says counts, by all that is known now: a removal cuts off what it did not know of. */
  boolean counts(Claim claim, BiPredicate<PersonId, Role> lesser);

  /** Whether something that the device wrote may not count although it was stored. */
  boolean mayBeCutOff(VerifyKey device);

  /** Another number whenever an answer of {@link #counts} may be another one than before; 0 while all count. */
  long edition();

  /** Which entries count of logs that copies of a device wrote. The same object as long as nothing changes. */
  Branches branches();

  /** Takes the records of an entry, before any entry after it is asked about; doubles are harmless. */
  void take(List<byte[]> records);

  /** Whether the device belongs to the workspace now. */
  boolean belongs(VerifyKey device);

  /** Everybody who holds the key belongs. */
  static Members holders() {
    return new Members() {
      @Override
      public List<Hash> heads() {
        return List.of();
      }

      @Override
      public Optional<String> refusal(Claim claim, BiPredicate<PersonId, Role> lesser) {
        return Optional.empty();
      }

      @Override
      public Optional<ReadOnlyException.Why> ownRefusal(BiPredicate<PersonId, Role> lesser) {
        return Optional.empty();
      }

      @Override
      public boolean counts(Claim claim, BiPredicate<PersonId, Role> lesser) {
        return true;
      }

      @Override
      public boolean mayBeCutOff(VerifyKey device) {
        return false;
      }

      @Override
      public long edition() {
        return 0;
      }

      @Override
      public Branches branches() {
        return Branches.NONE;
      }

      @Override
      public void take(List<byte[]> records) {
        // Nobody is a member by a record.
      }

      @Override
      public boolean belongs(VerifyKey device) {
        return true;
      }
    };
  }
}

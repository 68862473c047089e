package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.crypto.WorkspaceId;
import atoll.identity.Action;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.membership.MembershipRecord;
import atoll.store.DocumentId;
import atoll.store.WorkspaceStore;
import atoll.sync.Witness;
import atoll.workspace.comments.CommentFormat;
import atoll.workspace.favourites.Favourites;
import atoll.workspace.funnel.Payload;
import atoll.workspace.inbox.Inbox;
import atoll.workspace.people.KeptRecords;
import atoll.workspace.people.KeptSelf;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.RecordMembers;
import atoll.workspace.people.Self;
import atoll.workspace.seal.BeatSeal;
import atoll.workspace.seal.DeviceWitness;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.KeyRing;
import atoll.workspace.seal.Members;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * How one workspace is sealed on this device, and who belongs to it.
 *
 * @param isOld whether the workspace was made before there were records of the membership: then it is this device's alone
 */
record Sealing(
    KeyRing keys,
    MembershipService membership,
    EntrySeal entries,
    BeatSeal beats,
    Witness witness,
    boolean isOld) {
  /** @param write makes own records durable; not called before this returned */
  static Sealing open(
      WorkspaceId id,
      WorkspaceStore store,
      KeptSelf kept,
      RandomGenerator random,
      Consumer<List<MembershipRecord>> write) {
    Self self = kept.get();
    KeyRing keys = new KeyRing(id, store, self.device().agreement());
    MembershipService membership =
        new MembershipService(id, self, kept.more(), keys, random, write);
    KeptRecords.Loaded records = new KeptRecords(store).load();
    membership.take(records.logged());
    membership.takeEarly(records.early());
    boolean isOld =
        membership.membership().size() == 0 && !store.clock().counts().isEmpty();
    if (isOld && keys.isEmpty()) {
      // Written before entries were sealed: what is there stays as it is.
      LocalFacts.takeOpen(store);
    }
    if (isOld) {
      keys.begin(random);
    }
    Members members = isOld ? Members.holders() : new RecordMembers(membership);
    EntrySeal entries = new EntrySeal(
        store,
        self.device().signing(),
        keys,
        members,
        random,
        LocalFacts.takesOpen(store),
        Sealing::mayLess);
    return new Sealing(
        keys,
        membership,
        entries,
        new BeatSeal(id, keys, random),
        new DeviceWitness(
            self.device().signing(),
            device -> members.belongs(device)
                || membership
                    .state()
                    .filter(now -> now.relays().contains(device))
                    .isPresent()),
        isOld);
  }

  /** Everybody keeps what is their own, in documents that only that person writes; and who may comment, comments. */
  static boolean mayLess(PersonId person, Role role, byte[] content) {
    Set<DocumentId> own = Set.of(Favourites.document(person), Inbox.document(person.toString()));
    try {
      return Payload.parse(content).parts().stream()
          .allMatch(part -> own.contains(part.document())
              || role.may(Action.COMMENT) && CommentFormat.isOnlyComments(part.change()));
    } catch (RejectedException e) {
      return false;
    }
  }
}

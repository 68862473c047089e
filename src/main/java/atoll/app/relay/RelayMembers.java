package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.DeviceId;
import atoll.identity.membership.Author;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.own.MineQuestion;
import atoll.store.Authored;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.link.tunnel.Guests;
import atoll.workspace.people.KeptRecords;
import atoll.workspace.people.RecordMembers;
import atoll.workspace.seal.DeviceWitness;
import atoll.workspace.seal.HeldBranches;
import atoll.workspace.seal.Records;
import atoll.workspace.seal.SignedRuns;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a relay can tell without a key of who wrote an entry: the signature, that a log has one author, and that the author
 * belonged. Nobody is believed before the first record of the workspace is here. For any thread.
 */
final class RelayMembers {
  private static final Logger LOG = System.getLogger(RelayMembers.class.getName());

  private final WorkspaceStore store;
  private final KeptRecords kept;
  private final Map<ReplicaId, VerifyKey> authors = new ConcurrentHashMap<>();
  private volatile Membership membership;
  private boolean owesKeeping;

  RelayMembers(WorkspaceId workspace, WorkspaceStore store) {
    this.store = store;
    this.kept = new KeptRecords(store);
    this.membership = Membership.read(workspace, kept.load().all());
  }

  /** Whether the first record of the workspace is here. */
  boolean isKnown() {
    return membership.state().isPresent();
  }

  /** Records that are here. */
  int size() {
    return membership.size();
  }

  /** Whether the workspace is named to a device that asks for its person's. */
  boolean mayKnow(MineQuestion question) {
    Membership now = membership;
    boolean everLetIn = now.everLetIn(question.certificate().device().id());
    return now.state().filter(state -> question.mayKnow(state, everLetIn)).isPresent();
  }

  /** Keys of the devices and relays that belong; none before the first record is here. */
  Set<VerifyKey> devices() {
    return membership.state().stream()
        .flatMap(now -> Stream.concat(
            now.devices().keySet().stream().map(DeviceId::key), now.relays().stream()))
        .collect(Collectors.toSet());
  }

  /** Whom the records name; before there are any, who handed the workspace over. */
  Guests guests(RelayTask task) {
    return isKnown()
        ? Guests.of(devices(), List.of(), List.of())
        : Guests.of(Set.copyOf(task.sponsors()));
  }

  /** Whether the members go on with another entry than this one. */
  boolean isSuperseded(Envelope entry) {
    return HeldBranches.isSuperseded(membership.branches(), entry);
  }

  /** Whether the members have chosen between the entries of this number, and the one that they chose is held here. */
  boolean isSettled(ReplicaId log, long number) {
    return HeldBranches.isSettled(membership.branches(), store, log, number);
  }

  /** Logs of which another branch is held than the members go on with, and how many of their entries stay. */
  Map<ReplicaId, Long> lost() {
    return HeldBranches.lost(membership.branches(), store);
  }

  /** All records, each after those that it follows. */
  List<byte[]> records() {
    return membership.records().stream().map(MembershipRecord::toBytes).toList();
  }

  /**
   * Takes records ahead of the entries that hold them; those are left out whose authors had no right to them.
   *
   * @return whether there was anything new
   */
  synchronized boolean early(List<byte[]> records) {
    boolean news = KeptRecords.inRuns(records, this::takeEarly);
    if (news || owesKeeping) {
      keepEarly();
    }
    return news;
  }

  private synchronized boolean takeEarly(List<byte[]> records) {
    Membership before = membership;
    if (before.size() < KeptRecords.MOST_EARLY) {
      membership =
          before.plusValid(RecordMembers.fresh(records, before, java.util.logging.Level.INFO));
    }
    return !membership.equals(before);
  }

  /** What is not kept counts all the same, until the process ends; then it comes again. */
  synchronized void keepEarly() {
    try {
      kept.keepEarly(membership.records());
      owesKeeping = false;
    } catch (StoreException e) {
      owesKeeping = true;
      LOG.log(Level.WARNING, "Records that came early are kept when the disk obeys again", e);
    }
  }

  /**
   * Tells of entries by their index why they may not be stored; nothing if they may. What one says of the membership counts
   * from then on.
   *
   * @param entries in order per log, as they are asked about
   */
  IntFunction<Optional<String>> refusals(List<Envelope> entries) {
    SignedRuns runs = new SignedRuns(entries);
    return at -> refusal(entries.get(at), () -> runs.isSigned(at));
  }

  private Optional<String> refusal(Envelope entry, BooleanSupplier signed) {
    try {
      Authored around = Authored.parse(entry);
      if (!isOwner(entry, around.author()) || !signed.getAsBoolean()) {
        return Optional.of("it is not its author's");
      }
      if (isSuperseded(entry)) {
        return Optional.of("a copy of its author's device wrote another entry, which counts");
      }
      if (around.key().isEmpty()) {
        learn(around);
      }
      return belonged(around)
          ? Optional.empty()
          : Optional.of("its author may not write there, as far as is known here");
    } catch (RejectedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * As every member judges it, but for what the entry changes, which only a member can read: even who may only read writes
   * what is that person's own.
   */
  private boolean belonged(Authored around) {
    Membership now = membership;
    DeviceId device = new DeviceId(around.author());
    if (around.key().isEmpty() && now.everLetIn(device)) {
      return true;
    }
    return now.authorByOwnPast(device, around.heads()) instanceof Author.Member;
  }

  /** A log belongs to whoever signed its first entry. */
  private boolean isOwner(Envelope entry, VerifyKey author) throws RejectedException {
    ReplicaId log = entry.header().log();
    VerifyKey owner = authors.get(log);
    if (owner == null) {
      Head head = store.head(log);
      owner = head.count() == 0
          ? author
          : Authored.parse(store.entries(new LogRange(log, 0, 1), 1).getFirst()).author();
      if (head.count() > 0) {
        authors.put(log, owner);
      }
    }
    return owner.equals(author);
  }

  private synchronized void learn(Authored around) {
    try {
      Membership before = membership;
      membership = before.plus(RecordMembers.fresh(
          Records.parse(around.content()), before, java.util.logging.Level.INFO));
    } catch (RejectedException e) {
      LOG.log(Level.WARNING, "records of the membership cannot be read", e);
    }
  }

  /** Signs what the relay holds, and believes devices that belong. */
  DeviceWitness witness(SigningKey relay) {
    return new DeviceWitness(relay, device -> devices().contains(device));
  }
}

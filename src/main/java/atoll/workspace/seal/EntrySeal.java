package atoll.workspace.seal;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.Padding;
import atoll.crypto.SigningKey;
import atoll.crypto.UnsealException;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.membership.Branches;
import atoll.store.Authored;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.Envelope.Header;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Head;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Seals and signs what this device writes, and checks and opens what others wrote.
 *
 * <p>A log belongs to the device that signed its first signed entry: nobody else's entry follows, and none that is not
 * signed. For any thread.
 */
public final class EntrySeal {
  private static final byte[] NO_SIGNATURE = {};

  private final WorkspaceStore store;
  private final SigningKey device;
  private final KeyRing keys;
  private final Members members;
  private final RandomGenerator random;
  private final boolean takesOpen;
  private final LesserRight lesser;
  private final Map<ReplicaId, VerifyKey> authors = new ConcurrentHashMap<>();
  private volatile Compared compared = new Compared(Branches.NONE, Map.of());

  /**
   * @param random cannot be guessed
   * @param takesOpen whether entries of others may be unsigned: only in a workspace that is older than signatures
   */
  public EntrySeal(
      WorkspaceStore store,
      SigningKey device,
      KeyRing keys,
      Members members,
      RandomGenerator random,
      boolean takesOpen) {
    this(store, device, keys, members, random, takesOpen, (person, role, content) -> false);
  }

  /** @param lesser what those may write who may not write everything */
  public EntrySeal(
      WorkspaceStore store,
      SigningKey device,
      KeyRing keys,
      Members members,
      RandomGenerator random,
      boolean takesOpen,
      LesserRight lesser) {
    this.lesser = lesser;
    this.store = store;
    this.device = device;
    this.keys = keys;
    this.members = members;
    this.random = random;
    this.takesOpen = takesOpen;
  }

  /** Where an entry stands; see {@link Header}. */
  public record Place(
      WorkspaceId workspace, ReplicaId log, long number, Hash previous, Clock dependencies) {
    Header header(int suite) {
      return new Header(suite, workspace, log, number, previous, dependencies);
    }
  }

  /**
   * Makes sure that this device may write just now.
   *
   * @param content what it would write
   * @throws ReadOnlyException if it may not
   */
  public void requireRight(Supplier<byte[]> content) {
    if (!lost().isEmpty()) {
      // What is written upon what nobody else keeps would be lost too.
      throw new ReadOnlyException(ReadOnlyException.Why.LEFT_BRANCH);
    }
    members
        .ownRefusal((person, role) -> lesser.may(person, role, content.get()))
        .ifPresent(why -> {
          throw new ReadOnlyException(why);
        });
  }

  /** @param lost see {@link HeldBranches#lost}; it can only change when the choices do, since a log only grows */
  private record Compared(Branches branches, Map<ReplicaId, Long> lost) {}

  /**
   * Logs of which this device holds another branch than the one that the team goes on with, and how many of their entries
   * stay. As long as there are any nothing can be written.
   */
  public Map<ReplicaId, Long> lost() {
    Branches now = members.branches();
    Compared known = compared;
    if (!known.branches().equals(now)) {
      known = new Compared(now, HeldBranches.lost(now, store));
      compared = known;
    }
    return known.lost();
  }

  /** Whether the team goes on with another entry in the place of this one. */
  public boolean isSuperseded(Envelope entry) {
    return HeldBranches.isSuperseded(members.branches(), entry);
  }

  /** Whether the team has chosen between the entries of this number, and the one that it chose is held here. */
  public boolean isSettled(ReplicaId log, long number) {
    return HeldBranches.isSettled(members.branches(), store, log, number);
  }

  /** An own entry that only members read. Cost: a tenth of a millisecond. */
  public Envelope sealed(Place place, byte[] content) {
    Header header = place.header(Envelope.SUITE_SEALED);
    EpochKey key = keys.current();
    Authored around =
        new Authored(device.verifyKey(), members.heads(), Optional.of(key.id()), NO_SIGNATURE);
    byte[] sealed = key.seal(random, associated(header, around), Padding.pad(content));
    return signed(
        header, new Authored(around.author(), around.heads(), around.key(), sealed).toBytes());
  }

  /** An own entry that everybody who carries it reads: records of the membership. */
  public Envelope clear(Place place, byte[] content) {
    Header header = place.header(Envelope.SUITE_SIGNED);
    return signed(
        header,
        new Authored(device.verifyKey(), members.heads(), Optional.empty(), content).toBytes());
  }

  /** Entries that may be stored, and the first of each log that may not. */
  public record Checked(List<Envelope> good, List<Refused> refused) {}

  /** An entry that may not be stored. */
  public record Refused(Envelope entry, String reason) {}

  /** Checks entries that came, in order; records in them count for those after them. */
  public Checking checking(List<Envelope> entries) {
    return new Checking(entries, this::refusal);
  }

  /** Whether the owner of the log signed the entry itself. */
  public boolean genuine(Envelope entry) {
    return genuine(entry, new SignedRuns(List.of(entry)), 0);
  }

  /** @param at where the entry is among those that may speak for it */
  private boolean genuine(Envelope entry, SignedRuns runs, int at) {
    try {
      Optional<VerifyKey> owner = author(entry.header().log());
      if (entry.header().suite() == Envelope.SUITE_OPEN) {
        return takesOpen && owner.isEmpty();
      }
      Optional<VerifyKey> author = runs.body(at).map(Authored::author);
      return author.isPresent() && (owner.isEmpty() || owner.equals(author)) && runs.isSigned(at);
    } catch (RejectedException e) {
      return false;
    }
  }

  /**
   * What an entry says.
   *
   * @throws RejectedException if its key is not here, or it does not open under it
   */
  public byte[] open(Envelope entry) throws RejectedException {
    if (entry.header().suite() == Envelope.SUITE_OPEN) {
      return entry.body();
    }
    Authored around = Authored.parse(entry);
    if (around.key().isEmpty()) {
      return around.content();
    }
    EpochKey key = keys.find(around.key().get())
        .orElseThrow(() -> new RejectedException(Reason.OUT_OF_RANGE, missing(around)));
    try {
      return Padding.unpad(key.open(associated(entry.header(), around), around.content()));
    } catch (UnsealException e) {
      throw new RejectedException(Reason.CHECKSUM, String.valueOf(e.getMessage()));
    }
  }

  /** Whether what a stored entry says counts, by all that is known of the membership now. */
  public boolean counts(Envelope entry) {
    if (entry.header().suite() == Envelope.SUITE_OPEN) {
      return true;
    }
    try {
      return members.counts(
          claim(entry.header(), Authored.parse(entry)),
          (person, role) -> mayLess(person, role, entry));
    } catch (RejectedException e) {
      throw new IllegalStateException("an entry was stored that is none", e);
    }
  }

  /** Another number whenever an answer of {@link #counts} may be another one than before; 0 while all count. */
  public long edition() {
    // Whoever is removed keeps what was there.
    return members.belongs(device.verifyKey()) ? members.edition() : 0;
  }

  /** Whether something in the log may not count although it was stored. */
  public boolean mayBeCutOff(ReplicaId log) {
    try {
      return author(log).filter(members::mayBeCutOff).isPresent();
    } catch (RejectedException e) {
      throw new IllegalStateException("an entry was stored that is none", e);
    }
  }

  private static Members.Claim claim(Header header, Authored around) {
    return new Members.Claim(
        around.author(),
        header.log(),
        header.number(),
        around.heads(),
        around.key().isPresent());
  }

  private Optional<String> refusal(Envelope entry, SignedRuns runs, int at) {
    if (!genuine(entry, runs, at)) {
      return Optional.of("it is not its author's");
    }
    if (entry.header().suite() == Envelope.SUITE_OPEN) {
      return Optional.empty();
    }
    if (isSuperseded(entry)) {
      return Optional.of(
          "a copy of its author's device wrote another entry, which the team goes on with");
    }
    Authored around = runs.body(at).orElseThrow();
    try {
      if (around.key().isEmpty()) {
        members.take(Records.parse(around.content()));
      } else if (keys.find(around.key().get()).isEmpty()) {
        return Optional.of(missing(around));
      }
      Header header = entry.header();
      Optional<String> refusal =
          members.refusal(claim(header, around), (person, role) -> mayLess(person, role, entry));
      if (refusal.isEmpty()) {
        authors.put(header.log(), around.author());
      }
      return refusal;
    } catch (RejectedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean mayLess(PersonId person, Role role, Envelope entry) {
    try {
      return lesser.may(person, role, open(entry));
    } catch (RejectedException e) {
      return false;
    }
  }

  /** The device that signs a log, as far as entries of it are here. */
  public Optional<VerifyKey> signer(ReplicaId log) {
    try {
      return author(log);
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }

  /** The device that the log belongs to; nothing before its first signed entry. */
  private Optional<VerifyKey> author(ReplicaId log) throws RejectedException {
    VerifyKey known = authors.get(log);
    Head head = store.head(log);
    if (known != null || head.count() == 0) {
      return Optional.ofNullable(known);
    }
    LogRange last = new LogRange(log, head.count() - 1, head.count());
    Envelope held = store.entries(last, 1).getFirst();
    if (held.header().suite() == Envelope.SUITE_OPEN) {
      return Optional.empty();
    }
    VerifyKey found = Authored.parse(held).author();
    authors.put(log, found);
    return Optional.of(found);
  }

  private Envelope signed(Header header, byte[] body) {
    Envelope unsigned = new Envelope(header, body, NO_SIGNATURE);
    return new Envelope(header, body, device.sign(SignedRuns.label(), unsigned.signedBytes()));
  }

  private static byte[] associated(Header header, Authored around) {
    byte[] first = header.toBytes();
    byte[] second =
        new Authored(around.author(), around.heads(), around.key(), NO_SIGNATURE).clear();
    return new ByteWriter(first.length + second.length).raw(first).raw(second).toBytes();
  }

  private static String missing(Authored around) {
    return "the key " + around.key().map(Hash::toString).orElse("") + " has not come yet";
  }
}

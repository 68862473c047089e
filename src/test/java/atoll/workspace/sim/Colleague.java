package atoll.workspace.sim;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Secret;
import atoll.identity.membership.CutOff;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.membership.Statement;
import atoll.store.Authored;
import atoll.store.Clock;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.store.memory.FailingStore;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Payload;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.RecordMembers;
import atoll.workspace.people.Self;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.KeyRing;
import atoll.workspace.seal.Members;
import atoll.workspace.seal.Records;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One device of a team: the membership, the seal and the funnel that an instance has, over a store in memory. */
final class Colleague {
  static final DocumentId PAGE = new DocumentId("page");
  static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  /** Records as their bytes are read. Checking one is dear and says the same each time, and a test reads them very often. */
  private static final Map<Hash, MembershipRecord> READ = new ConcurrentHashMap<>();

  final String name;
  final Self self;
  final FailingStore store;
  private final WorkspaceId workspace;
  private final Random random;
  final List<Committed> heard = new ArrayList<>();
  MembershipService membership;
  private KeyRing ring;
  private Members members;
  private EntrySeal seal;
  Funnel funnel;

  private Colleague(String name, Self self, WorkspaceId workspace, Random random) {
    this(name, self, workspace, random, new ReplicaId(random.nextLong()));
  }

  private Colleague(String name, Self self, WorkspaceId workspace, Random random, ReplicaId log) {
    this.name = name;
    this.self = self;
    this.workspace = workspace;
    this.store = new FailingStore(workspace, log, random);
    this.random = random;
    open();
  }

  static Colleague founder(String name, Random random) {
    Self self = Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random));
    MembershipRecord first = MembershipService.found(self, random);
    Colleague founder = new Colleague(name, self, first.workspace(), random);
    founder.membership.begin(first, name, "desk");
    return founder;
  }

  /** Lets somebody in, who has everything at once. */
  Colleague admit(String name, Role role) {
    return admit(name, role, Self.of(SecretKeys.generate(random), RecoveryPhrase.generate(random)));
  }

  private Colleague admit(String name, Role role, Self newcomer) {
    Offer offer = new Offer(
        workspace,
        "Garden",
        Secret.generate(random),
        role,
        self.certificate().device(),
        List.of(),
        Instant.EPOCH);
    JoinRequest.Names names = new JoinRequest.Names(name, "phone");
    membership.admit(
        JoinRequest.make(
            offer, newcomer.device(), newcomer.person(), newcomer.certificate(), names),
        role,
        names);
    return new Colleague(name, newcomer, workspace, random).hears(this);
  }

  /** Lets somebody in, who has two devices. */
  List<Colleague> admitTwoDevices(String name, Role role) {
    RecoveryPhrase words = RecoveryPhrase.generate(random);
    Colleague one = admit(name, role, Self.of(SecretKeys.generate(random), words));
    Self second = Self.of(SecretKeys.generate(random), words);
    one.membership.pair(second.certificate(), "second");
    return List.of(one, new Colleague(name, second, workspace, random).hears(one));
  }

  /** The same device with an empty store of its own, which has read what this one has. */
  Colleague again() {
    return new Colleague(name, self, workspace, random).hears(this);
  }

  /** A copy of the device and of what it holds, which writes under the same name. */
  Colleague copy() {
    return new Colleague(name, self, workspace, random, store.self()).hears(this);
  }

  /** Whether the team goes on with another branch of a log than the one held here. */
  boolean hasLost() {
    return !seal.lost().isEmpty();
  }

  /** The same device, which goes on under another name and without what the team left. */
  Colleague goneOn() {
    Colleague next = new Colleague(name, self, workspace, random);
    TreeMap<ReplicaId, Long> kept = new TreeMap<>(store.clock().counts());
    kept.putAll(seal.lost());
    kept.values().removeIf(count -> count == 0);
    return next.hears(this, new Clock(kept));
  }

  boolean isSuperseded(Envelope entry) {
    return seal.isSuperseded(entry);
  }

  boolean isSettled(ReplicaId log, long number) {
    return seal.isSettled(log, number);
  }

  /** An entry that this device signs, wherever it is to stand; it is not stored. */
  Envelope signs(WorkspaceId where, long number, Hash previous, byte[] content) {
    return seal.sealed(
        new EntrySeal.Place(where, store.self(), number, previous, Clock.EMPTY), content);
  }

  /** Writes a record as a program does that does not ask whether it may. */
  void writesRecord(Statement statement) {
    MembershipRecord record = MembershipRecord.sign(
        self.device().signing(), workspace, membership.membership().heads(), statement);
    funnel.writeRecords(List.of(record.toBytes()));
  }

  boolean isGenuine(Envelope entry) {
    return seal.genuine(entry);
  }

  /** The process starts, from what the store has. */
  void open() {
    ring = new KeyRing(workspace, store, self.device().agreement());
    membership = new MembershipService(
        workspace,
        self,
        List.of(),
        ring,
        random,
        records ->
            funnel.writeRecords(records.stream().map(MembershipRecord::toBytes).toList()));
    members = new RecordMembers(membership);
    seal = new EntrySeal(store, self.device().signing(), ring, members, random, false);
    for (WorkspaceStore.Arrived arrived : store.entriesOf(Records.DOCUMENT, 0)) {
      try {
        for (byte[] record : Records.parse(Authored.parse(arrived.envelope()).content())) {
          membership.take(List.of(read(record)));
        }
      } catch (RejectedException e) {
        throw new AssertionError(e);
      }
    }
    funnel = new Funnel(workspace, store, seal, DirectLane.MAKER);
    funnel.onCommit(heard::add);
  }

  private static MembershipRecord read(byte[] record) throws RejectedException {
    Hash hash = Hash.of(record);
    MembershipRecord known = READ.get(hash);
    if (known == null) {
      known = MembershipRecord.parse(record);
      READ.put(hash, known);
    }
    return known;
  }

  /** Takes everything that another one has and this one has not. */
  Colleague hears(Colleague other) {
    return hears(other, other.store.clock());
  }

  private Colleague hears(Colleague other, Clock what) {
    // Records travel ahead of the logs: an older entry may be sealed under a key that a later
    // record
    // hands over.
    membership.take(other.membership.membership().records());
    boolean news = true;
    while (news) {
      // What names records that come later is refused, and asked for again.
      List<Envelope> missing = store.clock().missingFrom(what).stream()
          .flatMap(range -> other.store.entries(range, Integer.MAX_VALUE).stream())
          .toList();
      Clock before = store.clock();
      funnel.receive(missing);
      news = !store.clock().equals(before);
    }
    return this;
  }

  /** Stores the entries of another's own log as they are, as a process did that died right after it. */
  void diesAfterStoring(Colleague other) {
    ReplicaId log = other.store.self();
    LogRange missing =
        new LogRange(log, store.head(log).count(), other.store.head(log).count());
    List<WorkspaceStore.Entry> rows = other.store.entries(missing, Integer.MAX_VALUE).stream()
        .map(entry -> new WorkspaceStore.Entry(entry, List.of(Records.DOCUMENT), Optional.empty()))
        .toList();
    store.append(new WorkspaceStore.Append(rows, List.of(), List.of(), Optional.empty()));
  }

  /** Writes an entry of any content, as a program does that somebody has changed. */
  void writes(byte[] content) {
    WorkspaceStore.Head head = store.head(store.self());
    EntrySeal.Place place =
        new EntrySeal.Place(workspace, store.self(), head.count(), head.last(), Clock.EMPTY);
    Envelope entry = seal.sealed(place, content);
    WorkspaceStore.Entry row = new WorkspaceStore.Entry(entry, List.of(), Optional.empty());
    store.append(new WorkspaceStore.Append(List.of(row), List.of(), List.of(), Optional.empty()));
    funnel.close();
    open();
  }

  /** The content of an entry that changes the page in the name of another replica. */
  byte[] inTheNameOf(Colleague other, int at, String chars) {
    Document document = Document.create(other.store.self());
    Draft draft = document.draft();
    draft.insert(TEXT, at, chars);
    Change change = document.plan(draft).changes().getFirst();
    return new Payload(List.of(new Payload.Part(PAGE, change))).toBytes();
  }

  void type(int at, String chars) {
    edit(draft -> draft.insert(TEXT, at, chars));
  }

  void erase(int at, int count) {
    edit(draft -> draft.delete(TEXT, at, count));
  }

  private void edit(Consumer<Draft> what) {
    funnel
        .edit(
            PAGE,
            document -> {
              Draft draft = document.draft();
              what.accept(draft);
              return draft;
            },
            Optional.empty())
        .join();
  }

  String text() {
    return funnel.read(PAGE, document -> document.text(TEXT).toString());
  }

  /** What this one holds now: the place where a removal cuts. */
  CutOff here() {
    return new CutOff(new TreeMap<>(store.clock().counts()));
  }

  /** Who belongs, by all records that this one has. */
  Map<PersonId, Role> roles() {
    Map<PersonId, Role> roles = new TreeMap<>();
    membership
        .state()
        .orElseThrow()
        .members()
        .forEach((id, member) -> roles.put(id, member.role()));
    return roles;
  }

  PersonId person() {
    return self.person().id();
  }
}

package atoll.identity.membership;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import atoll.identity.membership.Statement.DeviceAdded;
import atoll.identity.membership.Statement.DeviceRemoved;
import atoll.identity.membership.Statement.Founded;
import atoll.identity.membership.Statement.PersonAdded;
import atoll.identity.membership.Statement.PersonRemoved;
import atoll.identity.membership.Statement.RoleChanged;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The records of a workspace and their one reading, which hangs on the set of records and on nothing else: not on the
 * order in which they came, and not on any clock. Immutable; for any thread.
 *
 * <p>A record counts if its author had the right to it in the record's own past, and if nothing that was written at the
 * same time outdoes it ({@link Verdicts}). The right to say who belongs is the owners'; everybody may add and remove
 * devices of the own person, name them, and leave. The founder can be neither removed nor given another role, and only
 * the founder removes the founder's devices.
 *
 * <p>Cost: each record is judged once, by a reading of its past; so n records take n readings, and one more takes one.
 */
public final class Membership {
  /** Readings of the past that are kept for the entries that name it. */
  private static final int MOST_PASTS = 256;

  private final WorkspaceId workspace;
  private final Graph graph;
  private final Set<Hash> hashes = new HashSet<>();
  private final Map<Hash, Standing> standings;
  private final Verdicts verdicts;
  private final BitSet byOwners = new BitSet();
  private final BitSet counted;
  /** Those that count and take something away from somebody. */
  private final BitSet endings = new BitSet();
  /** Those that take something away, and those that were outdone. */
  private final BitSet doubtful = new BitSet();

  private final Optional<MembershipState> state;
  private final Map<List<Hash>, Fold> pasts = new ConcurrentHashMap<>();
  private final Map<List<Hash>, Fold> ownPasts = new ConcurrentHashMap<>();
  private final Map<Asked, Author> ownAuthors = new ConcurrentHashMap<>();
  private final Map<Asked, Known> authors = new ConcurrentHashMap<>();

  private Membership(
      WorkspaceId workspace, Collection<MembershipRecord> records, Map<Hash, Standing> judged) {
    this.workspace = workspace;
    this.graph = Graph.of(workspace, records);
    records().forEach(record -> hashes.add(record.hash()));
    this.standings = new HashMap<>(judged);
    this.verdicts = new Verdicts(graph);
    for (int index = 0; index < graph.size(); index++) {
      MembershipRecord record = graph.record(index);
      Standing standing = standings.get(record.hash());
      if (standing == null) {
        Fold past = fold(verdicts.decide(graph.past(index)));
        standing = new Authority(graph, standings, past, record).judge();
        standings.put(record.hash(), standing);
      }
      byOwners.set(index, standing.asOwner());
      verdicts.add(standing);
    }
    BitSet all = new BitSet();
    all.set(0, graph.size());
    this.counted = verdicts.decide(all);
    counted.stream().filter(verdicts::isRemoval).forEach(endings::set);
    all.stream().filter(verdicts::isValid).forEach(doubtful::set);
    doubtful.andNot(counted);
    doubtful.or(endings);
    this.state = counted.isEmpty()
        ? Optional.empty()
        : Optional.of(MembershipState.of(graph, fold(counted)));
  }

  /** Reads records of a workspace, in any order; those of other workspaces are left out. */
  public static Membership read(WorkspaceId workspace, Collection<MembershipRecord> records) {
    return new Membership(workspace, records, Map.of());
  }

  /** This membership with more records; itself if it has them. */
  public Membership plus(Collection<MembershipRecord> more) {
    Map<Hash, MembershipRecord> all = new HashMap<>();
    records().forEach(record -> all.put(record.hash(), record));
    int before = all.size();
    more.forEach(record -> all.put(record.hash(), record));
    return all.size() == before ? this : new Membership(workspace, all.values(), standings);
  }

  /**
   * This membership with those of more records whose authors had the right to them, and those that such a record follows:
   * whoever can send something must not fill the memory with it, but what an honest author saw before is needed to read the
   * author's own. Itself if that is nothing new.
   */
  public Membership plusValid(Collection<MembershipRecord> more) {
    Membership all = plus(more);
    BitSet kept = new BitSet();
    IntStream.range(0, all.graph.size()).filter(all.verdicts::isValid).forEach(index -> {
      kept.or(all.graph.past(index));
      kept.set(index);
    });
    List<MembershipRecord> good = more.stream()
        .filter(record -> all.graph.has(record.hash()))
        .filter(record -> kept.get(all.graph.index(record.hash())))
        .toList();
    return good.size() == more.size() ? all : plus(good);
  }

  public WorkspaceId workspace() {
    return workspace;
  }

  /** Who belongs; nothing before the first record came. */
  public Optional<MembershipState> state() {
    return state;
  }

  /** Which entries count of logs that copies of a device wrote. */
  public Branches branches() {
    return state.map(MembershipState::branches).orElse(Branches.NONE);
  }

  /** All records, those last that wait for some before them; otherwise each after those that it follows. */
  public List<MembershipRecord> records() {
    List<MembershipRecord> all = new ArrayList<>(graph.records());
    all.addAll(graph.waiting());
    return all;
  }

  /** How many records are here. */
  public int size() {
    return graph.size() + graph.waiting().size();
  }

  /** Records that cannot be read before those come which they follow. */
  public List<MembershipRecord> waiting() {
    return graph.waiting();
  }

  /** The newest records, which the next one follows; sorted. */
  public List<Hash> heads() {
    return graph.heads();
  }

  /** Whether a record is here, even if it waits for others. */
  public boolean has(Hash record) {
    return hashes.contains(record);
  }

  /** Whether a record is here and counts. */
  public boolean counts(Hash record) {
    return graph.has(record) && counted.get(graph.index(record));
  }

  /** Whether a record is here and its author had the right to it, whether or not something outdoes it. */
  public boolean isValid(Hash record) {
    Standing standing = standings.get(record);
    return standing != null && standing.isValid();
  }

  /**
   * Who wrote an entry, and in which role. The role is the one that the author's records gave; what was taken away at the
   * same time or later holds for all entries beyond its cut-off, so that an old date helps nobody.
   *
   * @param heads the newest records that the author knew, as the entry says
   */
  public Author author(DeviceId device, ReplicaId log, long number, Collection<Hash> heads) {
    Known known = kept(authors, new Asked(device, List.copyOf(heads)), this::known);
    if (!(known.author() instanceof Author.Member(PersonId person, Role given))) {
      return known.author();
    }
    Optional<Role> role = Optional.of(given);
    for (int index : known.laterEndings()) {
      role = role.flatMap(had -> after(index, device, person, had, log, number));
    }
    return role.<Author>map(left -> new Author.Member(person, left))
        .orElseGet(Author.Outsider::new);
  }

  private Known known(Asked asked) {
    if (!asked.heads().stream().allMatch(graph::has)) {
      return new Known(new Author.Unread(), List.of());
    }
    BitSet unknown = (BitSet) endings.clone();
    unknown.andNot(graph.upTo(asked.heads()));
    return new Known(
        member(past(asked.heads()), asked.device()), unknown.stream().boxed().toList());
  }

  /**
   * Who wrote an entry, and in which role, by nothing but the records that the author knew. Once it is a member or an
   * outsider it stays so, whatever records come; {@link #author} may still take away what this gives.
   */
  public Author authorByOwnPast(DeviceId device, Collection<Hash> heads) {
    return kept(ownAuthors, new Asked(device, List.copyOf(heads)), this::ownAuthor);
  }

  private Author ownAuthor(Asked asked) {
    return asked.heads().stream().allMatch(graph::has)
        ? member(
            reading(ownPasts, asked.heads(), known -> fold(verdicts.decide(known))), asked.device())
        : new Author.Unread();
  }

  private static Author member(Fold past, DeviceId device) {
    Optional<PersonId> person = past.deviceAdd(device).flatMap(added -> past.ownerOf(device));
    return person
        .<Author>flatMap(who -> past.grant(who).map(grant -> new Author.Member(who, grant.role())))
        .orElseGet(Author.Outsider::new);
  }

  /** What entries ask about their author, most of them the same. */
  private record Asked(DeviceId device, List<Hash> heads) {}

  /** @param laterEndings indices of the records that take something away and that the author did not know */
  private record Known(Author author, List<Integer> laterEndings) {}

  /** Whether some valid record ever let the device in, even if it was outdone or taken back. Never becomes false again. */
  public boolean everLetIn(DeviceId device) {
    return admissions(device).findAny().isPresent();
  }

  /** Whether something that the device wrote may not count although its own past allowed it. */
  public boolean mayBeCutOff(DeviceId device) {
    Set<PersonId> persons = admissions(device).map(Admission::person).collect(Collectors.toSet());
    return doubtful.stream()
        .mapToObj(graph::record)
        .anyMatch(record -> switch (record.statement()) {
          case PersonRemoved(PersonId removed, CutOff _) -> persons.contains(removed);
          case RoleChanged(PersonId changed, Role _, CutOff _) -> persons.contains(changed);
          case DeviceRemoved(DeviceId removed, CutOff _) -> removed.equals(device);
          case Statement other ->
            admission(other).filter(each -> persons.contains(each.person())).isPresent();
        });
  }

  private record Admission(PersonId person, DeviceId device) {}

  private Stream<Admission> admissions(DeviceId device) {
    return IntStream.range(0, graph.size())
        .filter(verdicts::isValid)
        .mapToObj(index -> admission(graph.record(index).statement()))
        .flatMap(Optional::stream)
        .filter(admission -> admission.device().equals(device));
  }

  private static Optional<Admission> admission(Statement statement) {
    return switch (statement) {
      case Founded(PersonKeys person, Certificate device, Hash _) ->
        Optional.of(new Admission(person.id(), device.device().id()));
      case PersonAdded(PersonKeys person, Role _, Certificate device) ->
        Optional.of(new Admission(person.id(), device.device().id()));
      case DeviceAdded(PersonId person, Certificate device) ->
        Optional.of(new Admission(person, device.device().id()));
      default -> Optional.empty();
    };
  }

  /** Whether something was taken from anybody, or outdone, so that entries may not count which did before. */
  public boolean tookAway() {
    return !doubtful.isEmpty();
  }

  /** What a record leaves of a role that the author had without knowing the record. */
  private Optional<Role> after(
      int index, DeviceId device, PersonId person, Role had, ReplicaId log, long number) {
    return switch (graph.record(index).statement()) {
      case PersonRemoved(PersonId removed, CutOff cutOff)
      when removed.equals(person) && !cutOff.holds(log, number) -> Optional.empty();
      case DeviceRemoved(DeviceId removed, CutOff cutOff)
      when removed.equals(device) && !cutOff.holds(log, number) -> Optional.empty();
      case RoleChanged(PersonId changed, Role role, CutOff cutOff)
      when changed.equals(person) && !cutOff.holds(log, number) -> Optional.of(had.least(role));
      default -> Optional.of(had);
    };
  }

  private Fold past(Collection<Hash> heads) {
    return reading(pasts, heads, known -> {
      known.and(counted);
      return fold(known);
    });
  }

  private Fold reading(
      Map<List<Hash>, Fold> readings, Collection<Hash> heads, Function<BitSet, Fold> reading) {
    return kept(
        readings, List.copyOf(new TreeSet<>(heads)), known -> reading.apply(graph.upTo(known)));
  }

  private static <K, V> V kept(Map<K, V> answers, K asked, Function<K, V> answer) {
    V known = answers.get(asked);
    if (known == null) {
      known = answer.apply(asked);
      if (answers.size() >= MOST_PASTS) {
        // Honest entries name few different heads; what names many must not fill the memory.
        answers.clear();
      }
      answers.put(asked, known);
    }
    return known;
  }

  private Fold fold(BitSet records) {
    return new Fold(graph, records, byOwners);
  }
}

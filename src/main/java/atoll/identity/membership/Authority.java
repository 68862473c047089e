package atoll.identity.membership;

import atoll.crypto.Hash;
import atoll.crypto.ReceiveKey;
import atoll.identity.Action;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.PersonId;
import atoll.identity.PersonKeys;
import atoll.identity.membership.Statement.BranchChosen;
import atoll.identity.membership.Statement.DeviceAdded;
import atoll.identity.membership.Statement.DeviceRemoved;
import atoll.identity.membership.Statement.Founded;
import atoll.identity.membership.Statement.KeySealed;
import atoll.identity.membership.Statement.Named;
import atoll.identity.membership.Statement.PersonAdded;
import atoll.identity.membership.Statement.PersonRemoved;
import atoll.identity.membership.Statement.RelayAdded;
import atoll.identity.membership.Statement.RelayRemoved;
import atoll.identity.membership.Statement.RoleChanged;
import atoll.identity.membership.Statement.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Who had the right to write a record, by what the record's own past says. */
final class Authority {
  private final Graph graph;
  private final Map<Hash, Standing> known;
  private final Fold past;
  private final MembershipRecord record;

  /**
   * @param known the standing of every record of the past
   * @param past what the past says
   */
  Authority(Graph graph, Map<Hash, Standing> known, Fold past, MembershipRecord record) {
    this.graph = graph;
    this.known = known;
    this.past = past;
    this.record = record;
  }

  Standing judge() {
    return switch (record.statement()) {
      case Founded(PersonKeys person, Certificate certificate, Hash _) ->
        certificate.device().id().equals(record.author()) && certificate.certifies(person)
            ? new Standing(
                true, Optional.of(person.id()), true, Set.of(), record.hash(), record.hash())
            : Standing.NONE;
      case DeviceAdded added
      when added.certificate().device().id().equals(record.author()) -> byRecoveryWords(added);
      default -> past.deviceAdd(record.author()).map(this::byDevice).orElse(Standing.NONE);
    };
  }

  /** Somebody with the recovery words adds the device that is in use; once, so that nobody brings a removed one back. */
  private Standing byRecoveryWords(DeviceAdded added) {
    Optional<Fold.Grant> grant = past.grant(added.person());
    boolean valid = grant.isPresent()
        && added.certificate().isDirect()
        && added.certificate().certifies(past.keysOf(added.person()))
        && !past.knows(record.author());
    return valid
        ? standing(added.person(), false, grant.get().record(), grant.get().record(), List.of())
        : Standing.NONE;
  }

  private Standing byDevice(int deviceAdd) {
    PersonId author = past.ownerOf(record.author()).orElseThrow();
    Fold.Grant grant = past.grant(author).orElseThrow();
    boolean manages = grant.role().may(Action.MANAGE);
    Right right = right(author, manages);
    boolean valid = switch (right) {
      case NOBODY -> false;
      case OWN -> true;
      case OWNER -> manages;
    };
    return valid
        ? standing(author, right == Right.OWNER, grant.record(), deviceAdd, targets())
        : Standing.NONE;
  }

  private enum Right {
    /** Nobody has it. */
    NOBODY,
    /** The author has it as anybody has. */
    OWN,
    /** It needs an owner. */
    OWNER
  }

  private Right right(PersonId author, boolean manages) {
    return switch (record.statement()) {
      case Founded _, Unknown _ -> Right.NOBODY;
      case PersonAdded(PersonKeys person, var _, Certificate certificate) ->
        only(
            past.grant(person.id()).isEmpty()
                && certificate.certifies(person)
                && isFree(certificate, person.id()),
            Right.OWNER);
      case DeviceAdded(PersonId person, Certificate certificate) ->
        only(
            person.equals(author)
                && certificate.certifies(past.keysOf(person))
                && isFree(certificate, person),
            Right.OWN);
      case RoleChanged(PersonId person, var _, CutOff _) ->
        only(past.grant(person).isPresent() && !isFounder(person), Right.OWNER);
      case PersonRemoved(PersonId person, CutOff _) ->
        only(
            past.grant(person).isPresent() && !isFounder(person),
            person.equals(author) ? Right.OWN : Right.OWNER);
      case DeviceRemoved(DeviceId device, CutOff _) -> removal(author, device);
      case KeySealed sealed -> manages ? Right.OWNER : only(isOwnCopy(author, sealed), Right.OWN);
      case Named named -> isOwn(author, named) ? Right.OWN : Right.OWNER;
      case RelayAdded _, RelayRemoved _, BranchChosen _ -> Right.OWNER;
    };
  }

  private static Right only(boolean condition, Right right) {
    return condition ? right : Right.NOBODY;
  }

  private Right removal(PersonId author, DeviceId device) {
    if (past.deviceAdd(device).isEmpty()) {
      return Right.NOBODY;
    }
    PersonId owner = past.ownerOf(device).orElseThrow();
    return owner.equals(author) ? Right.OWN : only(!isFounder(owner), Right.OWNER);
  }

  /** Whoever belongs may hand a key that is there to own devices, and no more. */
  private boolean isOwnCopy(PersonId author, KeySealed sealed) {
    Set<ReceiveKey> own = new HashSet<>();
    own.add(past.keysOf(author).receive());
    past.devicesOf(author).forEach(certificate -> own.add(certificate.device().receive()));
    return past.keys().containsKey(sealed.key())
        && sealed.previous().isEmpty()
        && sealed.copies().stream().allMatch(copy -> own.contains(copy.to()));
  }

  private boolean isOwn(PersonId author, Named named) {
    return named.subject().equals(author.key())
        || past.ownerOf(new DeviceId(named.subject())).filter(author::equals).isPresent();
  }

  private boolean isFree(Certificate certificate, PersonId person) {
    return past.ownerOf(certificate.device().id())
        .filter(other -> !other.equals(person))
        .isEmpty();
  }

  private boolean isFounder(PersonId person) {
    return graph.record(0).statement() instanceof Founded first
        && first.person().id().equals(person);
  }

  /** The membership of whom the record is about, which it rests on too. */
  private List<Integer> targets() {
    PersonId person = switch (record.statement()) {
      case DeviceAdded(PersonId of, Certificate _) -> of;
      case RoleChanged(PersonId of, var _, CutOff _) -> of;
      default -> null;
    };
    return person == null ? List.of() : List.of(past.grant(person).orElseThrow().record());
  }

  private Standing standing(
      PersonId author, boolean asOwner, int grant, int device, List<Integer> targets) {
    List<Integer> direct = new ArrayList<>(targets);
    direct.add(grant);
    direct.add(device);
    Set<Hash> hosts = new HashSet<>();
    for (int index : direct) {
      Hash host = graph.record(index).hash();
      hosts.add(host);
      hosts.addAll(Objects.requireNonNull(known.get(host)).hosts());
    }
    return new Standing(
        true,
        Optional.of(author),
        asOwner,
        hosts,
        graph.record(grant).hash(),
        graph.record(device).hash());
  }
}

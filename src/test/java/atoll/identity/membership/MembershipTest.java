package atoll.identity.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.identity.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final ReplicaId LOG = new ReplicaId(77);

  private final Cast cast = new Cast();

  @Test
  void firstRecord_makesItsAuthorTheFounder() {
    MembershipState state = cast.state();

    assertEquals(cast.founder.id(), state.founder());
    assertEquals(Optional.of(Role.OWNER), state.role(cast.founder.id()));
    assertEquals(Set.of(cast.founder.first().id()), state.devices().keySet());
  }

  @Test
  void owner_addsAndGivesRoles() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.VIEWER), cast.first);
    cast.by(cast.founder, Cast.role(cast.ann, Role.EDITOR), a);

    assertEquals(Optional.of(Role.EDITOR), cast.state().role(cast.ann.id()));
  }

  @Test
  void editor_addsNobody() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), cast.first);
    var b = cast.by(cast.ann, Cast.add(cast.bob, Role.VIEWER), a);

    assertEquals(Optional.empty(), cast.state().role(cast.bob.id()));
    assertFalse(cast.read().counts(b.hash()));
  }

  @Test
  void recordsAheadOfTheirLogs_areKeptIfTheyCountOrSuchFollowThem() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), cast.first);
    var vain = cast.by(cast.ann, Cast.add(cast.bob, Role.OWNER), a);
    var after = cast.by(cast.founder, Cast.add(cast.cat, Role.VIEWER), vain);
    var alone = cast.by(cast.ann, Cast.add(cast.bob, Role.VIEWER), a);
    Membership early = Membership.read(cast.workspace(), List.of(cast.first))
        .plusValid(List.of(a, vain, alone, after));

    assertEquals(Optional.of(Role.VIEWER), early.state().orElseThrow().role(cast.cat.id()));
    assertEquals(Optional.empty(), early.state().orElseThrow().role(cast.bob.id()));
    assertTrue(early.has(vain.hash()));
    assertFalse(early.has(alone.hash()));
    assertEquals(early, early.plusValid(List.of(alone)), "nothing new");
  }

  @Test
  void rolesGivenAtTheSameTime_leaveTheLeast() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.COMMENTER), a);
    cast.by(cast.founder, Cast.role(cast.bob, Role.OWNER), b);
    cast.by(cast.ann, Cast.role(cast.bob, Role.VIEWER), b);

    assertEquals(Optional.of(Role.VIEWER), cast.state().role(cast.bob.id()));
  }

  @Test
  void removal_outdoesWhatTheRemovedDidAtTheSameTime() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.OWNER), a);
    var added = cast.by(cast.bob, Cast.add(cast.cat, Role.OWNER), b);
    // Cat, let in by Bob, writes on as if nothing had happened.
    var puppet = cast.by(cast.cat, Cast.remove(cast.ann), added);
    cast.by(cast.ann, Cast.remove(cast.bob), b);

    assertEquals(
        Set.of(cast.founder.id(), cast.ann.id()), cast.state().members().keySet());
    assertFalse(cast.read().counts(added.hash()));
    assertFalse(cast.read().counts(puppet.hash()));
  }

  @Test
  void mutualRemoval_leavesTheSenior() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.OWNER), a);
    cast.by(cast.ann, Cast.remove(cast.bob), b);
    cast.by(cast.bob, Cast.remove(cast.ann), b);

    assertEquals(
        Set.of(cast.founder.id(), cast.ann.id()), cast.state().members().keySet());
  }

  @Test
  void mutualRemoval_ofSomebodyMadeOwnerLater_leavesTheOlderOwner() {
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.EDITOR), cast.first);
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), b);
    var raised = cast.by(cast.founder, Cast.role(cast.bob, Role.OWNER), a);
    cast.by(cast.ann, Cast.remove(cast.bob), raised);
    cast.by(cast.bob, Cast.remove(cast.ann), raised);

    assertEquals(
        Set.of(cast.founder.id(), cast.ann.id()), cast.state().members().keySet());
  }

  @Test
  void removalsInARing_leaveWhatTheMostSeniorDid() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.OWNER), a);
    var c = cast.by(cast.founder, Cast.add(cast.cat, Role.OWNER), b);
    cast.by(cast.ann, Cast.remove(cast.bob), c);
    cast.by(cast.bob, Cast.remove(cast.cat), c);
    cast.by(cast.cat, Cast.remove(cast.ann), c);

    assertEquals(
        Set.of(cast.founder.id(), cast.ann.id(), cast.cat.id()),
        cast.state().members().keySet());
  }

  @Test
  void junior_removesASeniorWhoRemovedAnother() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.OWNER), a);
    var c = cast.by(cast.founder, Cast.add(cast.cat, Role.OWNER), b);
    cast.by(cast.ann, Cast.remove(cast.cat), c);
    cast.by(cast.bob, Cast.remove(cast.ann), c);

    assertEquals(
        Set.of(cast.founder.id(), cast.bob.id(), cast.cat.id()),
        cast.state().members().keySet());
  }

  @Test
  void founder_stays() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    cast.by(cast.ann, Cast.remove(cast.founder), a);
    cast.by(cast.ann, Cast.role(cast.founder, Role.VIEWER), a);
    cast.by(cast.ann, Cast.remove(cast.founder.first()), a);

    assertEquals(Optional.of(Role.OWNER), cast.state().role(cast.founder.id()));
    assertTrue(cast.state().devices().containsKey(cast.founder.first().id()));
  }

  @Test
  void demoted_managesNoMoreAtTheSameTime_butKeepsOwnDevices() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    Cast.Machine phone = Cast.another(cast.ann, 2);
    cast.by(cast.founder, Cast.role(cast.ann, Role.EDITOR), a);
    cast.by(cast.ann, Cast.add(cast.bob, Role.OWNER), a);
    cast.by(cast.ann, Cast.device(cast.ann, phone), a);

    assertEquals(
        Set.of(cast.founder.id(), cast.ann.id()), cast.state().members().keySet());
    assertTrue(cast.state().devices().containsKey(phone.id()));
  }

  @Test
  void removed_comesBackOnlyByWhoKnewOfTheRemoval() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.EDITOR), a);
    var gone = cast.by(cast.founder, Cast.remove(cast.bob), b);
    cast.by(cast.ann, Cast.role(cast.bob, Role.OWNER), b);
    assertEquals(Optional.empty(), cast.state().role(cast.bob.id()));
    assertEquals(List.of(cast.bob.id()), cast.state().former());

    cast.by(cast.ann, Cast.add(cast.bob, Role.VIEWER), gone);
    assertEquals(Optional.of(Role.VIEWER), cast.state().role(cast.bob.id()));
  }

  @Test
  void deviceOfOnesOwn_isPairedByAnother_andRevoked() {
    Cast.Machine phone = Cast.another(cast.founder, 1);
    var added = cast.by(cast.founder, Cast.device(cast.founder, phone), cast.first);
    assertTrue(cast.state().devices().containsKey(phone.id()));

    var lost = cast.by(phone, Cast.remove(cast.founder.first()), added);
    cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), lost);
    assertEquals(Set.of(phone.id()), cast.state().devices().keySet());
    assertEquals(Set.of(cast.founder.id()), cast.state().members().keySet());
  }

  @Test
  void recoveryWords_addTheDeviceInUse_onceOnly() {
    Cast.Machine found = Cast.restored(cast.founder, 1);
    var added = cast.by(found, Cast.device(cast.founder, found), cast.first);
    assertTrue(cast.state().devices().containsKey(found.id()));

    var removed = cast.by(cast.founder, Cast.remove(found), added);
    cast.by(found, Cast.device(cast.founder, found), removed);
    cast.by(found, Cast.device(cast.founder, found), cast.first);
    assertEquals(Set.of(cast.founder.first().id()), cast.state().devices().keySet());
  }

  @Test
  void key_isTurnedAfterEveryRemoval() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var one = cast.by(cast.founder, Cast.key(1, cast.founder.keys().receive()), a);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.EDITOR), one);
    assertEquals(Optional.of(Cast.keyName(1)), cast.state().key());
    assertFalse(cast.state().turn());

    var gone = cast.by(cast.ann, Cast.remove(cast.bob), b);
    cast.by(cast.founder, Cast.key(2, cast.bob.keys().receive()), b);
    assertTrue(cast.state().turn(), "the second key was made without knowing of the removal");

    cast.by(cast.ann, Cast.key(3, cast.ann.keys().receive()), gone);
    assertFalse(cast.state().turn());
    assertEquals(Optional.of(Cast.keyName(3)), cast.state().key());
    assertEquals(3, cast.state().keys().size());
  }

  @Test
  void editor_handsAKeyToOwnDevicesOnly() {
    var one = cast.by(cast.founder, Cast.key(1), cast.first);
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), one);
    var own = cast.by(cast.ann, Cast.key(1, cast.ann.keys().receive()), a);
    var other = cast.by(cast.ann, Cast.key(1, cast.bob.keys().receive()), a);
    var fresh = cast.by(cast.ann, Cast.key(2, cast.ann.keys().receive()), a);

    assertTrue(cast.read().counts(own.hash()));
    assertFalse(cast.read().counts(other.hash()));
    assertFalse(cast.read().counts(fresh.hash()));
  }

  @Test
  void branchOfALog_isChosenByAnOwner() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), cast.first);
    cast.by(cast.founder, branch(3, 1), a);
    var c = cast.by(cast.ann, branch(4, 2), a);

    Branches branches = cast.state().branches();
    assertEquals(Optional.of(Cast.keyName(1)), branches.at(LOG, 3));
    assertEquals(Optional.empty(), branches.at(LOG, 4));
    assertFalse(cast.read().counts(c.hash()), "an editor chooses nothing");
  }

  @Test
  void branchesChosenAtTheSameTime_leaveOneOnEveryDevice_andALaterChoiceHolds() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.OWNER), cast.first);
    var b = cast.by(cast.founder, branch(3, 1), a);
    var c = cast.by(cast.ann, branch(3, 2), a);
    Optional<Hash> chosen = cast.state().branches().at(LOG, 3);
    assertTrue(chosen.isPresent());
    for (List<MembershipRecord> order :
        List.of(List.of(cast.first, a, b, c), List.of(c, b, a, cast.first))) {
      Membership read = Membership.read(cast.workspace(), List.of());
      for (MembershipRecord record : order) {
        read = read.plus(List.of(record));
      }
      assertEquals(chosen, read.state().orElseThrow().branches().at(LOG, 3));
    }
    int other = chosen.get().equals(Cast.keyName(1)) ? 2 : 1;
    cast.by(cast.founder, branch(3, other), b, c);

    assertEquals(Optional.of(Cast.keyName(other)), cast.state().branches().at(LOG, 3));
  }

  private static Statement branch(long number, int entry) {
    return new Statement.BranchChosen(LOG, number, Cast.keyName(entry));
  }

  @Test
  void newerStatement_isCarried_andShown() {
    cast.by(cast.founder, new Statement.Unknown(99, SealedBytes.of(new byte[] {1})), cast.first);

    assertEquals(2, cast.read().records().size());
    assertEquals(Set.of(cast.founder.id()), cast.state().members().keySet());
  }

  @Test
  void record_waitsForThoseBeforeIt() {
    var a = cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), cast.first);
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.EDITOR), a);

    Membership early = Membership.read(cast.workspace(), List.of(cast.first, b));
    assertEquals(List.of(b), early.waiting());
    assertEquals(cast.read().state(), early.plus(List.of(a)).state());
  }
}

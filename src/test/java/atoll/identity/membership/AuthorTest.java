package atoll.identity.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.identity.Action;
import atoll.identity.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorTest {
  private static final ReplicaId LOG = new ReplicaId(5);
  private static final ReplicaId ANOTHER_LOG = new ReplicaId(6);

  private final Cast cast = new Cast();
  private final MembershipRecord added =
      cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), cast.first);

  private Author author(ReplicaId log, long number, MembershipRecord... heads) {
    return cast.read().author(cast.ann.first().id(), log, number, Cast.at(heads));
  }

  private Author ann(Role role) {
    return new Author.Member(cast.ann.id(), role);
  }

  @Test
  void member_writesInTheRoleThatTheEntryKnows() {
    assertEquals(ann(Role.EDITOR), author(LOG, 0, added));
    assertEquals(new Author.Outsider(), author(LOG, 0, cast.first));
  }

  @Test
  void entryOfUnknownRecords_waits() {
    assertEquals(
        new Author.Unread(),
        cast.read().author(cast.ann.first().id(), LOG, 0, List.of(Hash.of(new byte[] {1}))));
  }

  @Test
  void removed_keepsWhatWasBeforeTheCutOff_whateverDateTheRestClaims() {
    cast.by(cast.founder, Cast.remove(cast.ann, 5, 10), added);

    assertEquals(ann(Role.EDITOR), author(LOG, 9, added));
    assertEquals(new Author.Outsider(), author(LOG, 10, added));
    assertEquals(new Author.Outsider(), author(ANOTHER_LOG, 0, added));
  }

  @Test
  void removed_whoSaysToKnowOfTheRemoval_isOutsideToo() {
    var gone = cast.by(cast.founder, Cast.remove(cast.ann, 5, 10), added);

    assertEquals(new Author.Outsider(), author(LOG, 3, gone));
  }

  @Test
  void removedDevice_writesNoMore_theOtherOneDoes() {
    Cast.Machine phone = Cast.another(cast.ann, 2);
    var two = cast.by(cast.ann, Cast.device(cast.ann, phone), added);
    cast.by(cast.ann, new Statement.DeviceRemoved(phone.id(), Cast.cutOff(7, 2)), two);

    Membership membership = cast.read();
    ReplicaId log = new ReplicaId(7);
    assertEquals(ann(Role.EDITOR), membership.author(phone.id(), log, 1, Cast.at(two)));
    assertEquals(new Author.Outsider(), membership.author(phone.id(), log, 2, Cast.at(two)));
    assertEquals(ann(Role.EDITOR), author(LOG, 100, two));
  }

  @Test
  void demoted_writesBeyondTheCutOffInTheNewRole() {
    var demoted = cast.by(
        cast.founder,
        new Statement.RoleChanged(cast.ann.id(), Role.VIEWER, Cast.cutOff(5, 3)),
        added);

    assertEquals(ann(Role.EDITOR), author(LOG, 2, added));
    assertEquals(ann(Role.VIEWER), author(LOG, 3, added));
    assertEquals(ann(Role.VIEWER), author(LOG, 3, demoted));
  }

  @Test
  void raised_writesInTheNewRoleOnlyWhenKnowingIt() {
    var raised = cast.by(cast.founder, Cast.role(cast.ann, Role.OWNER), added);

    assertEquals(ann(Role.EDITOR), author(LOG, 0, added));
    assertEquals(ann(Role.OWNER), author(LOG, 1, raised));
  }

  @Test
  void whoCameByARecordThatFell_wroteNothing() {
    var bob = cast.by(cast.founder, Cast.add(cast.bob, Role.OWNER), added);
    var puppet = cast.by(cast.bob, Cast.add(cast.cat, Role.EDITOR), bob);
    cast.by(cast.founder, Cast.remove(cast.bob), bob);

    assertEquals(
        new Author.Outsider(), cast.read().author(cast.cat.first().id(), LOG, 0, Cast.at(puppet)));
  }

  @Test
  void roles_allowWhatTheySay() {
    assertTrue(Role.VIEWER.may(Action.READ));
    assertFalse(Role.VIEWER.may(Action.COMMENT));
    assertTrue(Role.COMMENTER.may(Action.COMMENT));
    assertFalse(Role.COMMENTER.may(Action.EDIT));
    assertTrue(Role.EDITOR.may(Action.EDIT));
    assertFalse(Role.EDITOR.may(Action.MANAGE));
    assertTrue(Role.OWNER.may(Action.MANAGE));
  }
}

package atoll.identity.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordForgeryTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);

  private final Cast cast = new Cast();
  private final MembershipRecord added =
      cast.by(cast.founder, Cast.add(cast.ann, Role.EDITOR), cast.first);

  @Test
  void record_survivesItsBytes() throws RejectedException {
    cast.by(cast.founder, Cast.remove(cast.ann, 5, 10), added);
    cast.by(cast.founder, Cast.key(1, cast.ann.keys().receive()), added);
    for (MembershipRecord record : cast.all) {
      MembershipRecord read = MembershipRecord.parse(record.toBytes());
      assertEquals(record, read);
      assertEquals(record.statement().getClass(), read.statement().getClass());
      assertEquals(record.parents(), read.parents());
    }
  }

  @Test
  void everyChangedByte_isRefused() {
    byte[] bytes = added.toBytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThrows(RejectedException.class, () -> MembershipRecord.parse(changed));
    }
  }

  @Test
  void recordOfAnotherWorkspace_isLeftOut() {
    MembershipRecord foreign = MembershipRecord.sign(
        cast.founder.first().key(),
        new WorkspaceId(Hash.of(new byte[] {3})),
        List.of(cast.first.hash()),
        Cast.add(cast.bob, Role.OWNER));
    MembershipRecord otherFirst = MembershipRecord.found(
        cast.bob.first().key(),
        new Statement.Founded(
            cast.bob.keys(), cast.bob.first().certificate(), Hash.of(new byte[] {1})));
    cast.all.addAll(List.of(foreign, otherFirst));

    assertEquals(
        Set.of(cast.founder.id(), cast.ann.id()), cast.state().members().keySet());
    assertEquals(2, cast.read().records().size());
  }

  @Test
  void recordTwice_changesNothing() {
    MembershipState before = cast.state();
    cast.all.add(added);

    assertEquals(before, cast.state());
  }

  @Test
  void certificateOfAnotherPerson_letsNobodyIn() {
    cast.by(
        cast.founder,
        new Statement.PersonAdded(cast.bob.keys(), Role.EDITOR, cast.cat.first().certificate()),
        added);

    assertFalse(cast.state().members().containsKey(cast.bob.id()));
  }

  @Test
  void chainWithAWrongLink_certifiesNothing() {
    Cast.Machine phone = Cast.another(cast.ann, 2);
    List<Certificate.Link> links = new ArrayList<>(phone.certificate().links());
    assertTrue(phone.certificate().certifies(cast.ann.keys()));

    links.removeFirst();
    assertFalse(new Certificate(links).certifies(cast.ann.keys()));
    links.addFirst(cast.bob.first().certificate().links().getFirst());
    assertFalse(new Certificate(links).certifies(cast.ann.keys()));
  }

  @Test
  void deviceOfAnotherPerson_isNotTaken() {
    var b = cast.by(cast.founder, Cast.add(cast.bob, Role.EDITOR), added);
    Certificate stolen = Certificate.byRoot(
        cast.bob.root(), cast.bob.keys(), cast.ann.first().certificate().device());
    var taken = cast.by(cast.bob, new Statement.DeviceAdded(cast.bob.id(), stolen), b);

    assertFalse(cast.read().counts(taken.hash()));
  }

  @Test
  void bytesChangedCutAndMadeUp_areTakenOrRefused() {
    cast.by(cast.founder, Cast.remove(cast.ann, 5, 10), added);
    cast.by(cast.founder, Cast.key(1, cast.ann.keys().receive()), added);
    Random random = new Random(17);
    int refused = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] bytes = cast.all.get(random.nextInt(cast.all.size())).toBytes();
      byte[] input =
          random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
      for (int changes = random.nextInt(4); changes >= 0 && input.length > 0; changes--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt();
      }
      try {
        assertEquals(Hash.of(input), MembershipRecord.parse(input).hash());
      } catch (RejectedException e) {
        refused++;
      }
    }
    assertTrue(refused > INPUTS / 2, "only " + refused + " were refused");
  }
}

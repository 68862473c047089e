package atoll.workspace.favourites;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.identity.PersonId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.memory.MemoryStore;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.TreeService;
import atoll.workspace.funnel.Funnel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two devices of one person, and one of somebody else, that exchange what they wrote. */
class FavouritesTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final PersonId ADA = person(1);
  private static final PersonId BEN = person(2);

  private final Device laptop = new Device(ADA);
  private final Device desk = new Device(ADA);
  private final Device bens = new Device(BEN);
  private final NodeId one = laptop.page("one");
  private final NodeId two = laptop.page("two");
  private final NodeId three = laptop.page("three");

  @AfterEach
  void close() {
    List.of(laptop, desk, bens).forEach(device -> device.funnel.close());
  }

  @Test
  void favourites_areTheSameOnEveryDeviceOfThePersonAndNobodyElses() {
    laptop.own.add(two);
    laptop.own.add(one);
    laptop.own.add(two);
    meet(laptop, desk);
    meet(laptop, bens);
    assertEquals(List.of(two, one), desk.pages());
    assertEquals(List.of(), bens.pages());
    desk.own.remove(two);
    meet(desk, laptop);
    assertEquals(List.of(one), laptop.pages());
  }

  @Test
  void moved_standsBeforeTheOneThatIsNamed() {
    List.of(one, two, three).forEach(laptop.own::add);
    laptop.own.move(three, Optional.of(one));
    assertEquals(List.of(three, one, two), laptop.pages());
    laptop.own.move(three, Optional.of(two));
    assertEquals(List.of(one, three, two), laptop.pages());
    laptop.own.move(one, Optional.empty());
    assertEquals(List.of(three, two, one), laptop.pages());
    laptop.own.move(two, Optional.of(two));
    laptop.own.move(two, Optional.of(one));
    assertEquals(List.of(three, two, one), laptop.pages());
  }

  @Test
  void addedOnTwoDevicesAtOnce_standsOnceAndGoesAltogether() {
    laptop.own.add(one);
    desk.own.add(two);
    desk.own.add(one);
    meet(laptop, desk);
    meet(desk, laptop);
    assertEquals(laptop.pages(), desk.pages());
    assertEquals(2, laptop.pages().size());
    laptop.own.move(one, Optional.empty());
    assertEquals(List.of(two, one), laptop.pages());
    laptop.own.remove(one);
    meet(laptop, desk);
    assertEquals(List.of(two), desk.pages());
  }

  @Test
  void movedOnTwoDevicesAtOnce_areOneOrderWithEachPageOnce() {
    List.of(one, two, three).forEach(laptop.own::add);
    meet(laptop, desk);
    laptop.own.move(three, Optional.of(one));
    desk.own.move(three, Optional.of(two));
    meet(laptop, desk);
    meet(desk, laptop);
    assertEquals(laptop.pages(), desk.pages());
    assertEquals(3, desk.pages().size());
  }

  @Test
  void listener_hearsOfEachChangeOnce() {
    List<List<NodeId>> heard = new ArrayList<>();
    laptop.pages();
    laptop.own.subscribe(heard::add);
    laptop.own.add(one);
    laptop.own.add(one);
    laptop.page("four");
    assertEquals(List.of(List.of(one)), heard);
  }

  @Test
  void whatWasKept_isReadAtTheNextStart() {
    laptop.own.add(two);
    assertEquals(List.of(two), laptop.pages(new Favourites(laptop.funnel, ADA)));
  }

  private static PersonId person(int seed) {
    return new PersonId(SecretKeys.generate(new Random(seed)).signing().verifyKey());
  }

  private static void meet(Device from, Device to) {
    int before = to.taken.getOrDefault(from, 0);
    to.funnel.receive(List.copyOf(from.sent.subList(before, from.sent.size())));
    to.taken.put(from, from.sent.size());
  }

  private static final class Device {
    final Funnel funnel = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
    final TreeService tree = new TreeService(funnel);
    final List<Envelope> sent = new ArrayList<>();
    final Map<Device, Integer> taken = new HashMap<>();
    final Favourites own;

    Device(PersonId person) {
      own = new Favourites(funnel, person);
      funnel.onStored(sent::addAll);
    }

    NodeId page(String title) {
      return tree.create(Optional.empty(), Integer.MAX_VALUE, NodeKind.PAGE, title);
    }

    List<NodeId> pages() {
      return pages(own);
    }

    List<NodeId> pages(Favourites favourites) {
      favourites.pages();
      // What is asked for soon is there when the funnel has done something else.
      funnel.read(DocumentId.TREE, document -> 0);
      return favourites.pages();
    }
  }
}

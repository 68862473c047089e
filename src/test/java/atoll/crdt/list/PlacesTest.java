package atoll.crdt.list;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.OpId;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.oracle.FugueTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final int TINY = 4;

  private final Random random = new Random(9);
  private final FugueTree tree = new FugueTree();
  private final List<OpId> all = new ArrayList<>();
  private final Set<OpId> taken = new HashSet<>();
  private Places places = new Places(TINY);

  @Test
  void places_hungAtRandom_lieInTheOrderOfFugue() {
    for (int i = 0; i < 2000; i++) {
      hang(new OpId(new ReplicaId(random.nextInt(5)), i));
      OpId one = all.get(random.nextInt(all.size()));
      boolean isTaken = random.nextBoolean();
      places.take(one, isTaken);
      boolean ignored = isTaken ? taken.add(one) : taken.remove(one);
      if (i % 200 == 0) {
        check(places);
      }
    }
    check(places);
  }

  @Test
  void copy_staysAsItIs() {
    for (int i = 0; i < 300; i++) {
      hang(new OpId(new ReplicaId(random.nextInt(5)), i));
    }
    List<OpId> before = order(places);
    Places old = places;
    places = old.copy();
    for (int i = 300; i < 600; i++) {
      hang(new OpId(new ReplicaId(random.nextInt(5)), i));
      places.take(all.getLast(), true);
    }
    assertEquals(before, order(old));
    assertEquals(0, old.taken());
    assertEquals(tree.inOrder(), order(places));
  }

  private void hang(OpId id) {
    OpId near =
        all.isEmpty() || random.nextInt(10) == 0 ? null : all.get(random.nextInt(all.size()));
    Side side = near == null || random.nextBoolean() ? Side.RIGHT : Side.LEFT;
    places.hang(id, id, near, side, false);
    tree.add(id, near, side);
    all.add(id);
  }

  private void check(Places now) {
    assertEquals(tree.inOrder(), order(now));
    List<OpId> expected = tree.inOrder().stream().filter(taken::contains).toList();
    assertEquals(expected.size(), now.taken());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), now.at(i).id());
      assertEquals(i, now.rank(expected.get(i)));
    }
  }

  private static List<OpId> order(Places places) {
    List<OpId> order = new ArrayList<>();
    for (Place place = places.after(null); place != null; place = places.after(place.key())) {
      order.add(place.key());
    }
    return order;
  }
}

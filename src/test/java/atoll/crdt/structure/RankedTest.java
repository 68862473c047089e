package atoll.crdt.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RankedTest {
  @Test
  void versions_ofARandomHistory_holdWhatSortedSetsHold() {
    Random random = new Random(8);
    Ranked<Integer> ranked = Ranked.empty(Comparator.<Integer>naturalOrder());
    TreeSet<Integer> plain = new TreeSet<>();
    Ranked<Integer> early = ranked;
    List<Integer> earlyPlain = List.of();
    for (int i = 0; i < 3000; i++) {
      int element = random.nextInt(500);
      boolean isAdded = random.nextInt(3) != 0;
      ranked = isAdded ? ranked.with(element) : ranked.without(element);
      boolean ignored = isAdded ? plain.add(element) : plain.remove(element);
      assertEquals(plain.headSet(element).size(), ranked.rank(element));
      if (i == 1000) {
        early = ranked;
        earlyPlain = new ArrayList<>(plain);
      }
    }
    assertEquals(new ArrayList<>(plain), ranked.asList());
    assertEquals(earlyPlain, early.asList());
    Ranked<Integer> last = ranked;
    assertThrows(IndexOutOfBoundsException.class, () -> last.get(last.size()));
  }

  @Test
  void with_inRisingOrder_staysShallow() {
    Ranked<Integer> ranked = Ranked.empty(Comparator.<Integer>naturalOrder());
    for (int i = 0; i < 100_000; i++) {
      ranked = ranked.with(i);
    }
    assertEquals(77_777, ranked.get(77_777));
    assertEquals(100_000, ranked.size());
  }
}

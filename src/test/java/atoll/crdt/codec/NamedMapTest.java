package atoll.crdt.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NamedMapTest {
  @Test
  void aCopy_isAsTheJdksMap() {
    Random random = new Random(8);
    for (int size = 0; size < 12; size++) {
      TreeMap<String, Integer> model = new TreeMap<>();
      while (model.size() < size) {
        model.put(Integer.toString(random.nextInt(40)), random.nextInt());
      }
      SortedMap<String, Integer> copy = NamedMap.copyOf(model);
      assertEquals(model, copy);
      assertEquals(copy, model);
      assertEquals(model.hashCode(), copy.hashCode());
      assertEquals(model.toString(), copy.toString());
      assertEquals(new ArrayList<>(model.entrySet()), new ArrayList<>(copy.entrySet()));
      for (int key = 0; key < 40; key++) {
        String name = Integer.toString(key);
        assertEquals(model.get(name), copy.get(name));
        assertEquals(model.containsKey(name), copy.containsKey(name));
        assertEquals(model.headMap(name), copy.headMap(name));
        assertEquals(model.tailMap(name), copy.tailMap(name));
      }
      assertEquals(model.subMap("1", "3"), copy.subMap("1", "3"));
      if (size > 0) {
        assertEquals(model.firstKey(), copy.firstKey());
        assertEquals(model.lastKey(), copy.lastKey());
      }
      assertSame(copy, NamedMap.copyOf(copy));
    }
  }

  @Test
  void aMapInAnotherOrder_isSortedByName() {
    TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());
    backwards.putAll(Map.of("a", 1, "b", 2, "c", 3));
    assertEquals(List.of("a", "b", "c"), List.copyOf(NamedMap.copyOf(backwards).keySet()));
  }

  @Test
  void itsOwner_canNotChangeIt() {
    TreeMap<String, Integer> model = new TreeMap<>(Map.of("a", 1, "b", 2));
    SortedMap<String, Integer> copy = NamedMap.copyOf(model);
    model.put("c", 3);
    assertNull(copy.get("c"));
    assertThrows(UnsupportedOperationException.class, () -> copy.put("c", 3));
    assertThrows(UnsupportedOperationException.class, () -> copy.remove("a"));
  }
}

package atoll.crdt.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrieTest {
  /** A key of which many have one hash. */
  private record Key(int value) implements Comparable<Key> {
    @Override
    public int hashCode() {
      return value % 7 == 0 ? 0 : value % 50;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && that.value == value;
    }

    @Override
    public int compareTo(Key other) {
      return Integer.compare(value, other.value);
    }
  }

  private record Entry(Key key, int content) implements Trie.Keyed<Key> {}

  private record Version(Trie<Key, Entry> trie, Map<Integer, Integer> plain) {}

  @Test
  void versions_ofARandomHistory_holdWhatPlainMapsHold() {
    Random random = new Random(7);
    List<Version> versions = new ArrayList<>();
    Trie<Key, Entry> trie = Trie.empty();
    TreeMap<Integer, Integer> plain = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      Object owner = new Object();
      for (int j = random.nextInt(40); j >= 0; j--) {
        int key = random.nextInt(400);
        trie = trie.put(owner, new Entry(new Key(key), i));
        plain.put(key, i);
      }
      versions.add(new Version(trie, new TreeMap<>(plain)));
    }
    versions.forEach(TrieTest::check);
    for (int i = 0; i < 200; i++) {
      checkDiff(
          versions.get(random.nextInt(versions.size())),
          versions.get(random.nextInt(versions.size())));
    }
  }

  private static void check(Version version) {
    assertEquals(version.plain().size(), version.trie().size());
    for (int key = 0; key < 400; key++) {
      Entry found = version.trie().get(new Key(key));
      assertEquals(version.plain().get(key), found == null ? null : found.content());
    }
    TreeMap<Integer, Integer> all = new TreeMap<>();
    version.trie().forEach(entry -> assertNull(all.put(entry.key().value(), entry.content())));
    assertEquals(version.plain(), all);
  }

  private static void checkDiff(Version before, Version after) {
    TreeMap<Integer, Integer> follows = new TreeMap<>(before.plain());
    before.trie().diff(after.trie(), (was, is) -> {
      if (was != null) {
        assertSame(was, before.trie().get(was.key()));
      }
      if (is == null) {
        follows.remove(was.key().value());
      } else {
        assertSame(is, after.trie().get(is.key()));
        follows.put(is.key().value(), is.content());
      }
    });
    assertEquals(after.plain(), follows);
  }
}

package atoll.crdt.codec;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes, in one array: of small ones there are many, and one of the JDK's takes some 150 bytes for
 * itself and a name. Finding costs a binary search.
 */
@SuppressWarnings("JdkObsolete") // what values are asked for is a SortedMap
public final class NamedMap<V> extends AbstractMap<String, V> implements SortedMap<String, V> {
  /** Names and values in turns, in ascending order of the names. */
  private final Object[] turns;

  private NamedMap(Object[] turns) {
    this.turns = turns;
  }

  /** The map that has these names and values in turns, the names in strictly ascending order; takes over the array. */
  public static <V> SortedMap<String, V> ofSorted(Object[] turns) {
    return turns.length == 0 ? Collections.emptySortedMap() : new NamedMap<>(turns);
  }

  /** The same map, or a copy that never changes. */
  public static <V> SortedMap<String, V> copyOf(Map<String, V> map) {
    if (map instanceof NamedMap<V> same) {
      return same;
    }
    if (map.isEmpty()) {
      return Collections.emptySortedMap();
    }
    Map<String, V> sorted =
        map.size() < 2 || map instanceof SortedMap<String, V> itself && itself.comparator() == null
            ? map
            : new TreeMap<>(map);
    Object[] turns = new Object[2 * sorted.size()];
    int at = 0;
    for (Map.Entry<String, V> entry : sorted.entrySet()) {
      turns[at++] = entry.getKey();
      turns[at++] = entry.getValue();
    }
    return ofSorted(turns);
  }

  @Override
  public int size() {
    return turns.length / 2;
  }

  private String name(int i) {
    return (String) turns[2 * i];
  }

  @SuppressWarnings("unchecked") // only values are put there
  private V value(int i) {
    return (V) turns[2 * i + 1];
  }

  private int find(@Nullable Object key) {
    if (key instanceof String name) {
      int low = 0;
      int high = size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = name(middle).compareTo(name);
        if (order == 0) {
          return middle;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
    }
    return -1;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    int found = find(key);
    return found < 0 ? null : value(found);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) >= 0;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return NamedMap.this.size();
      }

      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < size();
          }

          @Override
          public Map.Entry<String, V> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return Map.entry(name(next), value(next++));
          }
        };
      }
    };
  }

  /** Names are in the order of UTF-16. */
  @Override
  public @Nullable Comparator<? super String> comparator() {
    return null;
  }

  @Override
  public String firstKey() {
    return name(0);
  }

  @Override
  public String lastKey() {
    return name(size() - 1);
  }

  @Override
  public SortedMap<String, V> subMap(String from, String to) {
    return copyOf(new TreeMap<>(this).subMap(from, to));
  }

  @Override
  public SortedMap<String, V> headMap(String to) {
    return copyOf(new TreeMap<>(this).headMap(to));
  }

  @Override
  public SortedMap<String, V> tailMap(String from) {
    return copyOf(new TreeMap<>(this).tailMap(from));
  }
}

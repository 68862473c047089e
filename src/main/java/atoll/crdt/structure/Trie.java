package atoll.crdt.structure;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A persistent set of entries that know their keys: a hash trie of 32 branches (Bagwell 2001). A version is a root; versions
 * share what is equal, so that what differs between two is found without looking at the rest. Nodes that were made by the
 * same owner are changed in place, which is what makes a batch fast; whoever gives a version away takes another owner.
 *
 * @param <K> what entries are found by; keys with one hash are kept in order, so that nobody can make them slow
 * @param <E> an entry, never changed
 */
@SuppressWarnings(
    "ReferenceEquality") // Owners and shared parts are the same object or are not; that they are
// equal means nothing.
public final class Trie<K extends Comparable<K>, E extends Trie.Keyed<K>> {
  /** An entry that knows its key. */
  public interface Keyed<K> {
    K key();
  }

  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final int HASH_BITS = 32;

  /** A slot holds a node or an entry; below the last bits of the hash all slots are entries in the order of their keys. */
  private static final class Node {
    final @Nullable Object owner;
    int bitmap;
    Object[] slots;

    Node(@Nullable Object owner, int bitmap, Object[] slots) {
      this.owner = owner;
      this.bitmap = bitmap;
      this.slots = slots;
    }

    int slot(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }
  }

  private final Node root;
  private final int size;

  private Trie(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  /** A set without entries. */
  public static <K extends Comparable<K>, E extends Keyed<K>> Trie<K, E> empty() {
    return new Trie<>(new Node(null, 0, new Object[0]), 0);
  }

  public int size() {
    return size;
  }

  /** The entry of a key, or null. */
  public @Nullable E get(K key) {
    return find(root, hash(key), 0, key);
  }

  private @Nullable E find(Node from, int hash, int fromShift, K key) {
    Node node = from;
    for (int shift = fromShift; shift < HASH_BITS; shift += BITS) {
      int bit = 1 << ((hash >>> shift) & MASK);
      if ((node.bitmap & bit) == 0) {
        return null;
      }
      Object slot = node.slots[node.slot(bit)];
      if (slot instanceof Node child) {
        node = child;
      } else {
        E entry = entry(slot);
        return entry.key().equals(key) ? entry : null;
      }
    }
    int at = search(node, key);
    return at < 0 ? null : entry(node.slots[at]);
  }

  /** The version that has this entry, in place of the one that has the same key. */
  public Trie<K, E> put(Object owner, E entry) {
    int[] added = new int[1];
    Node next = put(root, owner, entry, hash(entry.key()), 0, added);
    return next == root && added[0] == 0 ? this : new Trie<>(next, size + added[0]);
  }

  private Node put(Node node, Object owner, E entry, int hash, int shift, int[] added) {
    if (shift >= HASH_BITS) {
      int at = search(node, entry.key());
      added[0] = at < 0 ? 1 : 0;
      return at < 0 ? insert(node, owner, 0, ~at, entry) : replace(node, owner, at, entry);
    }
    int bit = 1 << ((hash >>> shift) & MASK);
    int at = node.slot(bit);
    if ((node.bitmap & bit) == 0) {
      added[0] = 1;
      return insert(node, owner, bit, at, entry);
    }
    Object slot = node.slots[at];
    if (slot instanceof Node child) {
      Node next = put(child, owner, entry, hash, shift + BITS, added);
      return next == child ? node : replace(node, owner, at, next);
    }
    E there = entry(slot);
    if (there.key().equals(entry.key())) {
      return replace(node, owner, at, entry);
    }
    Node below = put(
        new Node(owner, 0, new Object[0]), owner, there, hash(there.key()), shift + BITS, added);
    return replace(node, owner, at, put(below, owner, entry, hash, shift + BITS, added));
  }

  private static Node replace(Node node, Object owner, int at, Object slot) {
    if (node.owner == owner) {
      node.slots[at] = slot;
      return node;
    }
    Object[] slots = node.slots.clone();
    slots[at] = slot;
    return new Node(owner, node.bitmap, slots);
  }

  private static Node insert(Node node, Object owner, int bit, int at, Object slot) {
    Object[] slots = new Object[node.slots.length + 1];
    System.arraycopy(node.slots, 0, slots, 0, at);
    slots[at] = slot;
    System.arraycopy(node.slots, at, slots, at + 1, node.slots.length - at);
    if (node.owner == owner) {
      node.bitmap |= bit;
      node.slots = slots;
      return node;
    }
    return new Node(owner, node.bitmap | bit, slots);
  }

  /** Where the key is among entries in order, or the complement of where it would be. */
  private int search(Node bucket, K key) {
    return Arrays.binarySearch(bucket.slots, key, (slot, wanted) -> compare(slot, wanted));
  }

  @SuppressWarnings("unchecked")
  private int compare(Object slot, Object key) {
    return entry(slot).key().compareTo((K) key);
  }

  /** Hands out every entry, in no order that means anything. */
  public void forEach(Consumer<? super E> action) {
    forEach(root, action);
  }

  private void forEach(Object slot, Consumer<? super E> action) {
    if (slot instanceof Node node) {
      for (Object below : node.slots) {
        forEach(below, action);
      }
    } else {
      action.accept(entry(slot));
    }
  }

  /** Hands out what is another object in a later version: before and after, null where there is none. */
  public void diff(Trie<K, E> later, BiConsumer<@Nullable E, @Nullable E> action) {
    diff(root, later.root, 0, action);
  }

  private void diff(
      Node before, Node after, int shift, BiConsumer<@Nullable E, @Nullable E> action) {
    if (before == after) {
      return;
    }
    if (shift >= HASH_BITS) {
      diffEntries(before, after, shift, action);
      return;
    }
    for (int rest = before.bitmap | after.bitmap; rest != 0; rest &= rest - 1) {
      int bit = Integer.lowestOneBit(rest);
      Object was = (before.bitmap & bit) == 0 ? null : before.slots[before.slot(bit)];
      Object is = (after.bitmap & bit) == 0 ? null : after.slots[after.slot(bit)];
      if (was instanceof Node one && is instanceof Node two) {
        diff(one, two, shift + BITS, action);
      } else if (was != is) {
        diffEntries(was, is, shift + BITS, action);
      }
    }
  }

  private void diffEntries(
      @Nullable Object was,
      @Nullable Object is,
      int shift,
      BiConsumer<@Nullable E, @Nullable E> action) {
    if (was != null) {
      forEach(was, entry -> {
        E now = findIn(is, entry.key(), shift);
        if (now != entry) {
          action.accept(entry, now);
        }
      });
    }
    if (is != null) {
      forEach(is, entry -> {
        if (findIn(was, entry.key(), shift) == null) {
          action.accept(null, entry);
        }
      });
    }
  }

  private @Nullable E findIn(@Nullable Object slot, K key, int shift) {
    if (slot == null || slot instanceof Node) {
      return slot == null ? null : find((Node) slot, hash(key), shift, key);
    }
    E entry = entry(slot);
    return entry.key().equals(key) ? entry : null;
  }

  @SuppressWarnings("unchecked")
  private E entry(Object slot) {
    return (E) slot;
  }

  private static int hash(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }
}

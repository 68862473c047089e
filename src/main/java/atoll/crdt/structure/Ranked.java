package atoll.crdt.structure;

import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A persistent sorted set that knows the rank of each element: a tree balanced by weight (Adams 1993). Everything but the
 * whole is logarithmic.
 *
 * @param <E> never changed, and never equal to another in the order
 */
public final class Ranked<E> {
  /** No subtree has more than this many times the elements of its sibling. */
  private static final int DELTA = 3;

  private static final int RATIO = 2;

  private record Node<E>(
      E element, @Nullable Node<E> left, @Nullable Node<E> right, int size) {}

  private final Comparator<? super E> order;
  private final @Nullable Node<E> root;

  private Ranked(Comparator<? super E> order, @Nullable Node<E> root) {
    this.order = order;
    this.root = root;
  }

  /** A set without elements, in that order. */
  public static <E> Ranked<E> empty(Comparator<? super E> order) {
    return new Ranked<>(order, null);
  }

  public int size() {
    return size(root);
  }

  /** The element that has {@code index} others before it. */
  public E get(int index) {
    Node<E> node = root;
    int left = index;
    while (node != null) {
      int before = size(node.left);
      if (left == before) {
        return node.element;
      }
      if (left < before) {
        node = node.left;
      } else {
        left -= before + 1;
        node = node.right;
      }
    }
    throw new IndexOutOfBoundsException(index + " of " + size());
  }

  /** How many elements come before this one, which need not be there. */
  public int rank(E element) {
    int rank = 0;
    Node<E> node = root;
    while (node != null) {
      if (order.compare(element, node.element) <= 0) {
        node = node.left;
      } else {
        rank += size(node.left) + 1;
        node = node.right;
      }
    }
    return rank;
  }

  /** The version that has this element, in place of the one that is equal in the order. */
  public Ranked<E> with(E element) {
    return new Ranked<>(order, insert(root, element));
  }

  /** The version that does not have this element. */
  public Ranked<E> without(E element) {
    return new Ranked<>(order, remove(root, element));
  }

  /** The elements in order; it stays as it is. */
  public List<E> asList() {
    return new AbstractList<>() {
      @Override
      public E get(int index) {
        return Ranked.this.get(index);
      }

      @Override
      public int size() {
        return Ranked.this.size();
      }
    };
  }

  private Node<E> insert(@Nullable Node<E> node, E element) {
    if (node == null) {
      return new Node<>(element, null, null, 1);
    }
    int side = order.compare(element, node.element);
    if (side == 0) {
      return new Node<>(element, node.left, node.right, node.size);
    }
    return side < 0
        ? balance(node.element, insert(node.left, element), node.right)
        : balance(node.element, node.left, insert(node.right, element));
  }

  private @Nullable Node<E> remove(@Nullable Node<E> node, E element) {
    if (node == null) {
      return null;
    }
    int side = order.compare(element, node.element);
    if (side < 0) {
      return balance(node.element, remove(node.left, element), node.right);
    }
    if (side > 0) {
      return balance(node.element, node.left, remove(node.right, element));
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    Node<E> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balance(next.element, node.left, remove(node.right, next.element));
  }

  private static <E> Node<E> balance(E element, @Nullable Node<E> left, @Nullable Node<E> right) {
    int l = size(left);
    int r = size(right);
    if (l + r > 1 && right != null && r > DELTA * l) {
      return rotateLeft(element, left, right);
    }
    if (l + r > 1 && left != null && l > DELTA * r) {
      return rotateRight(element, left, right);
    }
    return node(element, left, right);
  }

  private static <E> Node<E> rotateLeft(E element, @Nullable Node<E> left, Node<E> right) {
    Node<E> inner = right.left;
    if (inner == null || size(inner) < RATIO * size(right.right)) {
      return node(right.element, node(element, left, inner), right.right);
    }
    return node(
        inner.element,
        node(element, left, inner.left),
        node(right.element, inner.right, right.right));
  }

  private static <E> Node<E> rotateRight(E element, Node<E> left, @Nullable Node<E> right) {
    Node<E> inner = left.right;
    if (inner == null || size(inner) < RATIO * size(left.left)) {
      return node(left.element, left.left, node(element, inner, right));
    }
    return node(
        inner.element,
        node(left.element, left.left, inner.left),
        node(element, inner.right, right));
  }

  private static <E> Node<E> node(E element, @Nullable Node<E> left, @Nullable Node<E> right) {
    return new Node<>(element, left, right, size(left) + size(right) + 1);
  }

  private static int size(@Nullable Node<?> node) {
    return node == null ? 0 : node.size;
  }
}

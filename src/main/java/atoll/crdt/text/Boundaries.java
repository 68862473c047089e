package atoll.crdt.text;

import java.util.Arrays;

/**
 * The boundaries of marks in a text, in order, each at the index of the character that it stands before. A gap buffer
 * whose upper part counts from the end of the text, so that an edit moves only what lies between it and the last one.
 */
final class Boundaries {
  private static final int[] NO_INTS = {};

  /** None at all, for the many texts without any; nobody may insert into these. */
  static final Boundaries NONE = new Boundaries();

  private int[] positions = NO_INTS;
  private int[] marks = NO_INTS;
  private int gap;
  private int size;

  Boundaries() {}

  /** None yet, with room for so many. */
  Boundaries(int room) {
    positions = new int[room];
    marks = new int[room];
  }

  int size() {
    return size;
  }

  /** The index of the character that boundary {@code i} stands before, in a text of that length. */
  int position(int i, int length) {
    return i < gap ? positions[i] : length - positions[i + positions.length - size];
  }

  /** Twice the number of the mark, plus one for its end. */
  int mark(int i) {
    return marks[i < gap ? i : i + marks.length - size];
  }

  /** How many boundaries are among the first {@code entities} entities. */
  int before(int entities, int length) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position(middle, length) + middle < entities) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many boundaries stand before a character that comes before the one at {@code index}. */
  int beforeCharacter(int index, int length) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position(middle, length) < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Prepares for a change of the text between boundary {@code i - 1} and boundary {@code i}. */
  void editAt(int i, int length) {
    int shift = positions.length - size;
    while (gap > i) {
      gap--;
      positions[gap + shift] = length - positions[gap];
      marks[gap + shift] = marks[gap];
    }
    while (gap < i) {
      positions[gap] = length - positions[gap + shift];
      marks[gap] = marks[gap + shift];
      gap++;
    }
  }

  void insert(int i, int position, int mark, int length) {
    if (size == positions.length) {
      grow();
    }
    editAt(i, length);
    positions[gap] = position;
    marks[gap++] = mark;
    size++;
  }

  private void grow() {
    int capacity = size * 2 + 4;
    int upper = size - gap;
    int[] newPositions = Arrays.copyOf(positions, capacity);
    int[] newMarks = Arrays.copyOf(marks, capacity);
    System.arraycopy(positions, positions.length - upper, newPositions, capacity - upper, upper);
    System.arraycopy(marks, marks.length - upper, newMarks, capacity - upper, upper);
    positions = newPositions;
    marks = newMarks;
  }

  Boundaries copy() {
    if (size == 0) {
      return NONE;
    }
    Boundaries copy = new Boundaries();
    copy.positions = positions.clone();
    copy.marks = marks.clone();
    copy.gap = gap;
    copy.size = size;
    return copy;
  }
}

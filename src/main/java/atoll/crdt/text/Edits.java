package atoll.crdt.text;

import java.util.Arrays;

/**
 * Edits of a merged text, one after the other: where in entities, how many, and the first lv of what was put in. What is
 * taken out has no lv.
 */
public final class Edits {
  private static final int DELETED = -1;

  private int[] columns = new int[6];
  private int size;

  public int size() {
    return size;
  }

  public int position(int i) {
    return columns[3 * i];
  }

  public int count(int i) {
    return columns[3 * i + 1];
  }

  public boolean isDelete(int i) {
    return columns[3 * i + 2] == DELETED;
  }

  public int lv(int i) {
    return columns[3 * i + 2];
  }

  void insert(int position, int count, int lv) {
    int last = 3 * size - 3;
    if (size > 0
        && columns[last + 2] >= 0
        && columns[last + 2] + columns[last + 1] == lv
        && columns[last] + columns[last + 1] == position) {
      columns[last + 1] += count;
    } else {
      add(position, count, lv);
    }
  }

  void delete(int position, int count) {
    int last = 3 * size - 3;
    if (size > 0 && columns[last + 2] == DELETED && columns[last] == position) {
      columns[last + 1] += count;
    } else {
      add(position, count, DELETED);
    }
  }

  private void add(int position, int count, int lv) {
    if (3 * size == columns.length) {
      columns = Arrays.copyOf(columns, size * 6);
    }
    columns[3 * size] = position;
    columns[3 * size + 1] = count;
    columns[3 * size + 2] = lv;
    size++;
  }
}

package atoll.crdt.text;

import java.util.Arrays;

/** A sparse array of numbers by local version. */
final class Lvs {
  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;

  private int[][] pages = {};

  void put(int lv, int value) {
    int number = lv >>> PAGE_BITS;
    if (number >= pages.length) {
      pages = Arrays.copyOf(pages, number + (number >> 1) + 1);
    }
    if (pages[number] == null) {
      pages[number] = new int[PAGE];
    }
    pages[number][lv & (PAGE - 1)] = value;
  }

  int get(int lv) {
    return pages[lv >>> PAGE_BITS][lv & (PAGE - 1)];
  }
}

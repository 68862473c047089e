package atoll.crdt.text;

import java.util.Arrays;

/**
 * A sparse array of numbers by id that finds the nearest entry at or below an id. Memory goes with the pages of ids that
 * are used, time with the depth of three bitmaps.
 */
final class IdIndex {
  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int WORDS = PAGE / 64;

  private static final class Page {
    final int[] values = new int[PAGE];
    final long[] present = new long[WORDS];
  }

  private Page[] pages = {};
  /** One bit for each page that has an entry. */
  private long[] used = {};

  void put(int id, int value) {
    int number = id >>> PAGE_BITS;
    if (number >= pages.length) {
      pages = Arrays.copyOf(pages, number + (number >> 1) + 1);
      used = Arrays.copyOf(used, (pages.length + 63) / 64);
    }
    Page page = pages[number];
    if (page == null) {
      page = new Page();
      pages[number] = page;
      used[number >> 6] |= 1L << number;
    }
    int slot = id & (PAGE - 1);
    page.values[slot] = value;
    page.present[slot >> 6] |= 1L << slot;
  }

  /** The value at the greatest id that has one and is not above {@code id}; there must be one. */
  int floor(int id) {
    int number = id >>> PAGE_BITS;
    if (number < pages.length && pages[number] != null) {
      int found = floorIn(pages[number], id & (PAGE - 1));
      if (found >= 0) {
        return pages[number].values[found];
      }
    }
    Page below = pages[pageBelow(Math.min(number, pages.length))];
    return below.values[floorIn(below, PAGE - 1)];
  }

  private static int floorIn(Page page, int slot) {
    int word = slot >> 6;
    long bits = page.present[word] & (-1L >>> (63 - (slot & 63)));
    while (bits == 0) {
      if (--word < 0) {
        return -1;
      }
      bits = page.present[word];
    }
    return word << 6 | 63 - Long.numberOfLeadingZeros(bits);
  }

  private int pageBelow(int number) {
    int word = (number - 1) >> 6;
    long bits = used[word] & (-1L >>> (63 - ((number - 1) & 63)));
    while (bits == 0) {
      bits = used[--word];
    }
    return word << 6 | 63 - Long.numberOfLeadingZeros(bits);
  }
}

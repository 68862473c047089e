package atoll.crdt.text;

import java.util.Arrays;

/**
 * Items by the id that they begin with: sorted pages of at most {@value #PAGE} of them. Memory goes with the items and not with
 * their ids; finding one costs two binary searches, unless it is the one that was found last or the next one.
 */
final class IdIndex {
  private static final int PAGE = 256;
  private static final int FIRST_ROOM = 4;

  private final ItemTree tree;
  private int[][] pages = new int[1][FIRST_ROOM];
  private int[] counts = new int[1];
  /** The id of the first item of each page. */
  private int[] firsts = new int[1];

  private int used = 1;
  /** What was found last: the page, and in it the slot. */
  private int foundPage;

  private int foundSlot = -1;

  IdIndex(ItemTree tree) {
    this.tree = tree;
  }

  /** Takes in an item; no other one begins with its id. */
  void put(int item) {
    int id = tree.ids[item];
    seek(id);
    int page = foundPage;
    int at = foundSlot + 1;
    if (counts[page] == PAGE) {
      // What comes in order leaves full pages behind.
      int kept = at == PAGE ? PAGE : PAGE / 2;
      split(page, kept);
      if (at >= kept) {
        page++;
        at -= kept;
      }
    }
    int[] items = pages[page];
    if (counts[page] == items.length) {
      items = Arrays.copyOf(items, Math.min(PAGE, items.length * 2));
      pages[page] = items;
    }
    System.arraycopy(items, at, items, at + 1, counts[page] - at);
    items[at] = item;
    counts[page]++;
    if (at == 0) {
      firsts[page] = id;
    }
    foundPage = page;
    foundSlot = at;
  }

  /** Gives back the room for what is not there. */
  void trim() {
    for (int page = 0; page < used; page++) {
      int needed = Math.max(FIRST_ROOM, counts[page]);
      if (pages[page].length - needed >= PAGE / 8) {
        pages[page] = Arrays.copyOf(pages[page], needed);
      }
    }
  }

  private void split(int page, int kept) {
    if (used == pages.length) {
      int capacity = used + (used >> 1) + 1;
      pages = Arrays.copyOf(pages, capacity);
      counts = Arrays.copyOf(counts, capacity);
      firsts = Arrays.copyOf(firsts, capacity);
    }
    int after = used - page - 1;
    System.arraycopy(pages, page + 1, pages, page + 2, after);
    System.arraycopy(counts, page + 1, counts, page + 2, after);
    System.arraycopy(firsts, page + 1, firsts, page + 2, after);
    used++;
    int moved = counts[page] - kept;
    pages[page + 1] = new int[PAGE];
    System.arraycopy(pages[page], kept, pages[page + 1], 0, moved);
    counts[page] = kept;
    counts[page + 1] = moved;
    firsts[page + 1] = moved == 0 ? Integer.MAX_VALUE : tree.ids[pages[page + 1][0]];
  }

  /** The item with the greatest id that is not above {@code id}; there must be one. */
  int floor(int id) {
    seek(id);
    return pages[foundPage][foundSlot];
  }

  /** The pages that hold items. */
  int pages() {
    return used;
  }

  /** How many items a page has. */
  int count(int page) {
    return counts[page];
  }

  /** An item of a page; they are in the order of their ids. */
  int item(int page, int slot) {
    return pages[page][slot];
  }

  /** Finds the last item that does not begin after {@code id}; its slot is -1 if there is none. */
  private void seek(int id) {
    if (isFound(id)) {
      return;
    }
    foundPage = pageOf(id);
    foundSlot = slotOf(foundPage, id);
  }

  /** Whether what was found last is what is looked for, or what follows it, to which this goes on then. */
  private boolean isFound(int id) {
    int[] items = pages[foundPage];
    int last = counts[foundPage] - 1;
    if (foundSlot < 0 || tree.ids[items[foundSlot]] > id) {
      return false;
    }
    if (foundSlot < last && tree.ids[items[foundSlot + 1]] <= id) {
      foundSlot++;
    }
    return foundSlot < last
        ? tree.ids[items[foundSlot + 1]] > id
        : foundPage + 1 == used || firsts[foundPage + 1] > id;
  }

  // Both searches go without jumps that nobody can foresee: their steps depend on the size alone.

  private int pageOf(int id) {
    if (firsts[used - 1] <= id) {
      return used - 1;
    }
    int page = 0;
    for (int left = used; left > 1; ) {
      int half = left >>> 1;
      page += firsts[page + half] <= id ? half : 0;
      left -= half;
    }
    return page;
  }

  private int slotOf(int page, int id) {
    int[] items = pages[page];
    int[] ids = tree.ids;
    int left = counts[page];
    if (left == 0 || ids[items[0]] > id) {
      return -1;
    }
    int slot = 0;
    while (left > 1) {
      int half = left >>> 1;
      slot += ids[items[slot + half]] <= id ? half : 0;
      left -= half;
    }
    return slot;
  }
}

package atoll.workspace.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of what was brought in. Used by one thread. */
public final class ImportReport {
  private static final int MOST_ENTRIES = 2_000;

  private int pages;
  private int already;
  private int files;
  private final Set<Entry> changed = new LinkedHashSet<>();
  private final Set<Entry> left = new LinkedHashSet<>();

  /**
   * One thing to know.
   *
   * @param path of the file within what was brought in
   */
  public record Entry(String path, Remark remark) {}

  /** Pages that were made. */
  public int pages() {
    return pages;
  }

  /** Pages that an earlier import had made and that were left as they are. */
  public int already() {
    return already;
  }

  /** Images and other files that were kept. */
  public int files() {
    return files;
  }

  /** What a page cannot hold as it was. */
  public List<Entry> changed() {
    return Collections.unmodifiableList(new ArrayList<>(changed));
  }

  /** What did not come in, with the reason. */
  public List<Entry> left() {
    return Collections.unmodifiableList(new ArrayList<>(left));
  }

  /** Whether everything came in as it was. */
  boolean isClean() {
    return changed.isEmpty() && left.isEmpty();
  }

  void page() {
    pages++;
  }

  void cameEarlier() {
    already++;
  }

  void file() {
    files++;
  }

  void changed(String path, Remark what) {
    add(changed, new Entry(path, what));
  }

  void left(String path, Remark why) {
    left(new Entry(path, why));
  }

  void left(Entry entry) {
    add(left, entry);
  }

  private static void add(Set<Entry> entries, Entry entry) {
    if (entries.size() < MOST_ENTRIES) {
      entries.add(entry);
    }
  }
}

package atoll.workspace.imports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of what was brought in. Used by one thread. */
public final class ImportReport {
  private static final int MOST_LINES = 2_000;

  private int pages;
  private int already;
  private int files;
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> left = new LinkedHashSet<>();

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

  /** What a page cannot hold as it was, each in a line that names its file. */
  public List<String> changed() {
    return Collections.unmodifiableList(new ArrayList<>(changed));
  }

  /** What did not come in, each in a line that names its file and the reason. */
  public List<String> left() {
    return Collections.unmodifiableList(new ArrayList<>(left));
  }

  /** Whether everything came in as it was. */
  boolean isClean() {
    return changed.isEmpty() && left.isEmpty();
  }

  /** The whole in lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Carried: " + count(pages, "page") + ", " + count(files, "file") + ".");
    if (already > 0) {
      lines.add(count(already, "page") + " came in earlier and stayed as "
          + (already == 1 ? "it is" : "they are") + " in Atoll.");
    }
    section(lines, "Changed", changed);
    section(lines, "Left out", left);
    return lines;
  }

  private static void section(List<String> lines, String title, Set<String> entries) {
    lines.add(title + ": " + (entries.isEmpty() ? "nothing." : entries.size() + "."));
    entries.forEach(entry -> lines.add("- " + entry));
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
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

  void changed(String path, String what) {
    add(changed, path + ": " + what);
  }

  void left(String path, String why) {
    add(left, path + ": " + why);
  }

  /** A whole line. */
  void left(String line) {
    add(left, line);
  }

  private static void add(Set<String> lines, String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    }
  }
}

package atoll.workspace.export;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes titles into names that every file system takes, each once in its folder. Titles come from anybody: none leads out
 * of the folder.
 */
final class FileNames {
  private static final int MOST_CHARACTERS = 80;
  private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}]+");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private final Set<String> taken = new HashSet<>();

  /** A name for a title that no other call has got, letters of either case being the same. */
  String nameFor(String title) {
    String name = harmless(title);
    String free = name;
    for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + " (" + i + ")";
    }
    return free;
  }

  private static String harmless(String title) {
    String name = FORBIDDEN.matcher(title).replaceAll("-");
    int end = name.offsetByCodePoints(
        0, Math.min(MOST_CHARACTERS, name.codePointCount(0, name.length())));
    // Dots and spaces at either end hide a file, lead upwards, or are cut off by some systems.
    name = name.substring(0, end).replaceAll("^[.\\s]+|[.\\s]+$", "");
    if (name.isEmpty()) {
      return "Untitled";
    }
    return RESERVED.matcher(name).matches() ? "_" + name : name;
  }
}

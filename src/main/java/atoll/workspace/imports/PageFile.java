package atoll.workspace.imports;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that becomes a page.
 *
 * @param path within what is imported
 */
record PageFile(String path, Path file) {
  /** What Notion writes behind each name. */
  private static final Pattern NOTION = Pattern.compile("(.*?) ?([0-9a-f]{32})(_all)?");

  static boolean isOne(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.endsWith(".md")
        || lower.endsWith(".markdown")
        || lower.endsWith(".html")
        || lower.endsWith(".htm")
        || lower.endsWith(".csv");
  }

  String ending() {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The path without the ending: the folder of that path holds what lies under the page. */
  String stem() {
    return path.substring(0, path.lastIndexOf('.'));
  }

  /** The name without ending and without what Notion adds. */
  String name() {
    return bare(stem().substring(stem().lastIndexOf('/') + 1));
  }

  /** The id that Notion gave it; empty if it did not. */
  String notionId() {
    Matcher parts = NOTION.matcher(stem().substring(stem().lastIndexOf('/') + 1));
    return parts.matches() ? parts.group(2) : "";
  }

  /** A name or a path without the ids of Notion in its parts. */
  static String bare(String path) {
    StringBuilder bare = new StringBuilder();
    for (String part : path.split("/", -1)) {
      Matcher parts = NOTION.matcher(part);
      bare.append(bare.isEmpty() ? "" : "/")
          .append(parts.matches() && !parts.group(1).isEmpty() ? parts.group(1) : part);
    }
    return bare.toString();
  }
}

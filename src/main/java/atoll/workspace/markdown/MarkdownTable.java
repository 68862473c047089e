package atoll.workspace.markdown;

import atoll.workspace.page.PageBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cells of one table as they come, line by line, and the table that they make. */
final class MarkdownTable {
  private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
  private final List<String> columns = new ArrayList<>();

  /** Takes a cell; the columns have the order of the first row, what it lacks comes behind. */
  void add(PageBlock cell, String markdown) {
    String column = cell.word("column");
    if (!columns.contains(column)) {
      columns.add(column);
    }
    rows.computeIfAbsent(cell.word("row"), row -> new LinkedHashMap<>())
        .merge(column, cell(markdown), (one, other) -> one + " " + other);
  }

  private static String cell(String markdown) {
    String safe = markdown.replace("|", "\\|");
    return safe.endsWith("\\") ? safe + " " : safe;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Map<String, String> row : rows.values()) {
      StringBuilder line = new StringBuilder("|");
      columns.forEach(column -> line.append(row.getOrDefault(column, "")).append('|'));
      lines.add(line.toString());
      if (lines.size() == 1) {
        lines.add("|" + "---|".repeat(columns.size()));
      }
    }
    return lines;
  }
}

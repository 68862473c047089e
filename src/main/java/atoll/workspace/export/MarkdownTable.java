package atoll.workspace.export;

import atoll.workspace.page.PageState.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

/** The cells of one table as they come, line by line, and the table that they make. */
final class MarkdownTable {
  private final Map<String, Map<String, TableCell>> rows = new LinkedHashMap<>();
  private final List<String> columns = new ArrayList<>();

  /** Takes a cell; the columns have the order of the first row, what it lacks comes behind. */
  void add(Line line, InlineMarkdown inline) {
    String column = MarkdownPage.text(line.attributes(), "column");
    if (!columns.contains(column)) {
      columns.add(column);
    }
    TableCell cell = rows.computeIfAbsent(
            MarkdownPage.text(line.attributes(), "row"), row -> new LinkedHashMap<>())
        .computeIfAbsent(column, name -> new TableCell());
    inline.into(cell, line);
  }

  /** Puts the table together at the end of a node. */
  void into(Node place) {
    TableBlock table = new TableBlock();
    TableHead head = new TableHead();
    TableBody body = new TableBody();
    table.appendChild(head);
    boolean first = true;
    for (Map<String, TableCell> cells : rows.values()) {
      TableRow row = new TableRow();
      for (String column : columns) {
        TableCell cell = cells.getOrDefault(column, new TableCell());
        cell.setHeader(first);
        row.appendChild(cell);
      }
      (first ? head : body).appendChild(row);
      first = false;
    }
    if (body.getFirstChild() != null) {
      table.appendChild(body);
    }
    place.appendChild(table);
  }
}

package atoll.workspace.page;

import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.MapView;
import atoll.crdt.TextView;
import atoll.crdt.TextView.Span;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A page as it is at one moment. Immutable.
 *
 * @param version names the moment
 * @param text the lines with "\n" between them
 * @param marks stretches of text that have marks; sorted, disjoint, without breaks
 * @param blocks the breaks that carry attributes; sorted by position
 * @param first the block attributes of the first line
 */
public record PageState(
    Frontier version,
    String text,
    List<Marked> marks,
    List<Block> blocks,
    SortedMap<String, Value> first) {

  /** A stretch {@code [from, to)} of text and its marks. */
  public record Marked(int from, int to, SortedMap<String, Value> attributes) {}

  /** The break at {@code at} and the attributes of the line that it opens. */
  public record Block(int at, SortedMap<String, Value> attributes) {}

  /** A line of the page. */
  public record Line(int from, int to, SortedMap<String, Value> attributes) {}

  public PageState {
    marks = List.copyOf(marks);
    blocks = List.copyOf(blocks);
  }

  /** Reads a page's document. Cost: the length of the text. */
  public static PageState of(Document document) {
    TextView text = document.text(PageFormat.TEXT);
    List<Marked> marks = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    for (Span span : text.spans()) {
      if (!span.attributes().isEmpty()) {
        split(span, at, marks, blocks);
      }
      at += span.chars().length();
    }
    MapView map = document.map(PageFormat.FIRST);
    SortedMap<String, Value> first = new TreeMap<>();
    map.keys().forEach(key -> first.put(key, Objects.requireNonNull(map.get(key))));
    return new PageState(document.frontier(), text.toString(), marks, blocks, first);
  }

  /** The lines in order; never empty. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    SortedMap<String, Value> attributes = first;
    int nextBlock = 0;
    int from = 0;
    for (int end = text.indexOf(PageFormat.BREAK);
        end >= 0;
        end = text.indexOf(PageFormat.BREAK, from)) {
      lines.add(new Line(from, end, attributes));
      boolean carries = nextBlock < blocks.size() && blocks.get(nextBlock).at() == end;
      attributes = carries ? blocks.get(nextBlock++).attributes() : new TreeMap<>();
      from = end + 1;
    }
    lines.add(new Line(from, text.length(), attributes));
    return lines;
  }

  private static void split(Span span, int at, List<Marked> marks, List<Block> blocks) {
    String chars = span.chars();
    SortedMap<String, Value> ofText = PageFormat.only(PageAttributes::isOfText, span.attributes());
    SortedMap<String, Value> ofBlock =
        PageFormat.only(PageAttributes::isOfBlock, span.attributes());
    int from = 0;
    for (int i = 0; i <= chars.length(); i++) {
      if (i == chars.length() || chars.charAt(i) == PageFormat.BREAK) {
        if (i > from && !ofText.isEmpty()) {
          marks.add(new Marked(at + from, at + i, ofText));
        }
        if (i < chars.length() && !ofBlock.isEmpty()) {
          blocks.add(new Block(at + i, ofBlock));
        }
        from = i + 1;
      }
    }
  }
}

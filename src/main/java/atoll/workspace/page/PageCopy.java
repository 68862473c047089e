package atoll.workspace.page;

import atoll.crdt.Value;
import atoll.workspace.page.PageBlock.Run;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of a page goes into another one. */
public final class PageCopy {
  private static final String COMMENT = "comment-";

  private PageCopy() {}

  /**
   * The blocks of a page without what stays with it: its comments, and what a newer version wrote and this one cannot check.
   */
  public static List<PageBlock> blocks(PageState page) {
    return PageBlock.of(page).stream().map(PageCopy::copy).toList();
  }

  private static PageBlock copy(PageBlock block) {
    List<Run> runs =
        block.runs().stream().map(run -> new Run(run.text(), own(run.marks()))).toList();
    return new PageBlock(own(block.attributes()), runs);
  }

  private static SortedMap<String, Value> own(SortedMap<String, Value> attributes) {
    SortedMap<String, Value> own = new TreeMap<>(attributes);
    own.entrySet()
        .removeIf(each ->
            each.getKey().startsWith(COMMENT) || !PageFormat.fits(each.getKey(), each.getValue()));
    return own;
  }
}

package atoll.workspace.page;

import atoll.crdt.Frontier;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.workspace.page.PageBlock.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Writes blocks into a page that nobody has written to yet, in steps that are small enough for one entry each. */
public final class PageFiller {
  private static final int MOST_CHARACTERS = 16_000;
  private static final int MOST_PARTS = 400;

  private final int mostCharacters;
  private final int mostParts;
  private final List<Delta> steps = new ArrayList<>();
  private final List<Delta.Part> parts = new ArrayList<>();
  private int written;
  private int waiting;

  private PageFiller(int mostCharacters, int mostParts) {
    this.mostCharacters = mostCharacters;
    this.mostParts = mostParts;
  }

  /** The steps that write the blocks, each on the version after the one before, the first on an empty page. */
  public static List<Delta> steps(List<PageBlock> blocks) {
    PageFiller filler = new PageFiller(MOST_CHARACTERS, MOST_PARTS);
    filler.all(blocks);
    return filler.steps;
  }

  /** The one step that writes the blocks into an empty page, however long they are. */
  public static Delta whole(List<PageBlock> blocks) {
    PageFiller filler = new PageFiller(Integer.MAX_VALUE, Integer.MAX_VALUE);
    filler.all(blocks);
    return filler.steps.isEmpty() ? Delta.NONE : filler.steps.getFirst();
  }

  /**
   * Writes the blocks and waits until they are durable.
   *
   * @throws java.util.concurrent.CompletionException with the reason if the disk refuses
   */
  public static void fill(PageService pages, DocumentId page, List<PageBlock> blocks) {
    write(pages, page, steps(blocks));
  }

  /** Writes steps that follow what is in the page, and waits until they are durable; see {@link #fill}. */
  public static void write(PageService pages, DocumentId page, List<Delta> steps) {
    Frontier version = pages.state(page).version();
    for (Delta step : steps) {
      version = pages.edit(page, version, step, Optional.empty()).join().after();
    }
  }

  private void all(List<PageBlock> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      PageBlock block = blocks.get(i);
      if (i > 0) {
        put(String.valueOf(PageFormat.BREAK), block.attributes());
      }
      for (Run run : block.runs()) {
        for (int from = 0; from < run.text().length(); ) {
          int to = Math.min(run.text().length(), from + MOST_CHARACTERS);
          if (to < run.text().length() && Character.isHighSurrogate(run.text().charAt(to - 1))) {
            to--;
          }
          put(run.text().substring(from, to), run.marks());
          from = to;
        }
      }
    }
    flush(blocks.isEmpty() ? Collections.emptySortedMap() : blocks.getFirst().attributes());
  }

  private void put(String text, SortedMap<String, Value> attributes) {
    parts.add(new Delta.Insert(text, attributes));
    waiting += text.length();
    if (waiting >= mostCharacters || parts.size() >= mostParts) {
      flush(Collections.emptySortedMap());
    }
  }

  private void flush(SortedMap<String, Value> first) {
    if (parts.isEmpty() && first.isEmpty()) {
      return;
    }
    List<Delta.Part> all = new ArrayList<>(parts);
    if (written > 0 && !all.isEmpty()) {
      all.addFirst(new Delta.Keep(written, Collections.emptySortedMap()));
    }
    steps.add(new Delta(all, first));
    written += waiting;
    waiting = 0;
    parts.clear();
  }
}

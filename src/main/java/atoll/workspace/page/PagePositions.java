package atoll.workspace.page;

import atoll.crdt.Patch;
import java.util.List;

/** Positions in the text of a page. */
public final class PagePositions {
  private PagePositions() {}

  /**
   * Where a position of one version is after patches: what is put in at the very position goes behind it, as the caret of
   * a tab stays before what somebody else puts in there, and a position within text that is taken out goes to where that
   * was.
   *
   * @param position in UTF-16 code units
   */
  public static int map(List<Patch> patches, int position) {
    int before = 0;
    int after = 0;
    for (Delta.Part part : Delta.of(patches).parts()) {
      switch (part) {
        case Delta.Keep keep -> {
          if (position < before + keep.count()) {
            return after + position - before;
          }
          before += keep.count();
          after += keep.count();
        }
        case Delta.Insert insert -> {
          if (position == before) {
            return after;
          }
          after += insert.chars().length();
        }
        case Delta.Delete delete -> {
          if (position < before + delete.count()) {
            return after;
          }
          before += delete.count();
        }
      }
    }
    return after + position - before;
  }
}

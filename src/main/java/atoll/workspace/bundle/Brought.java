package atoll.workspace.bundle;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of taking in a bundle.
 *
 * @param taken entries that are new here
 * @param held entries that were here already
 * @param early entries that continue what is neither here nor in the file
 * @param refused entries that may not be taken
 */
public record Brought(long taken, long held, long early, long refused) {
  /** For a person, a line for each thing to know; never empty. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (taken > 0) {
      lines.add(entries(taken) + " new and merged into what was here.");
    } else if (early + refused == 0) {
      lines.add("Nothing in it was new: everything is here already.");
    }
    if (early > 0) {
      lines.add(entries(early) + " left out because the file continues an earlier one. Bring that"
          + " one in, then this one again.");
    }
    if (refused > 0) {
      lines.add(entries(refused) + " refused: not of somebody who may write here, or sealed with a"
          + " key that has not come. What was here is as it was.");
    }
    return lines;
  }

  private static String entries(long count) {
    return count == 1 ? "1 entry was" : count + " entries were";
  }
}

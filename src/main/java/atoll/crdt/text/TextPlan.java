package atoll.crdt.text;

import atoll.crdt.Patch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What staged operations do to one text.
 *
 * @param edits that are to be done, if there is no state yet that has them
 * @param after the state with the edits
 */
public record TextPlan(
    TextUnit unit, Edits edits, @Nullable TextState after, Optional<Patch> patch) {
  /** Does it. */
  public void commit() {
    unit.become(this);
  }
}

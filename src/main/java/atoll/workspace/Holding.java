package atoll.workspace;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What another device or a relay that belongs last said, in its own signed word, that it holds of a workspace.
 *
 * @param device its id
 * @param name what it is called; empty if that cannot be read here
 * @param person whose device it is; empty for a relay
 * @param held entries that it said to hold
 * @param lacks entries that are here and that it has not said to hold
 * @param saidAt when it said so, by its own clock and not later than that came here; empty if it never did
 * @param fullBytes bytes that it may take of the workspace, once those are used up; empty as long as it has room
 */
public record Holding(
    String device,
    String name,
    Optional<String> person,
    long held,
    long lacks,
    Optional<Instant> saidAt,
    OptionalLong fullBytes) {
  /** Whether it holds the workspace sealed, without a key. */
  public boolean isRelay() {
    return person.isEmpty();
  }
}

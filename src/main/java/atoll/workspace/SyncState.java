package atoll.workspace;

import java.util.List;

/**
 * How a workspace stands with the other instances, for people. Immutable.
 *
 * @param shared whether it was ever shared
 * @param peers instances that are reached now
 * @param joining whether it waits for its first copy or looks for others
 * @param behind entries that others hold and this instance does not have yet
 * @param problems what is wrong
 */
public record SyncState(
    boolean shared, int peers, boolean joining, long behind, List<Problem> problems) {
  /** A workspace that nobody else has. */
  public static final SyncState PRIVATE = new SyncState(false, 0, false, 0, List.of());

  /** Something that a person has to know. */
  public sealed interface Problem {
    /** @param what in the words of the link or of the store */
    record Fault(String what) implements Problem {}

    /**
     * Two copies of one device wrote at the same time, and no owner has chosen yet which of them counts.
     *
     * @param log the one that both wrote
     */
    record Fork(String log) implements Problem {}

    /** The team goes on with what another copy of a device wrote than the one held here; a new start follows it. */
    record LeftBranch() implements Problem {}
  }

  public SyncState {
    problems = List.copyOf(problems);
  }
}

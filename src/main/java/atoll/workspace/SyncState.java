package atoll.workspace;

import java.util.List;

/**
 * How a workspace stands with the other instances, for people. Immutable.
 *
 * @param shared whether it was ever shared
 * @param peers instances that are reached now
 * @param joining whether it waits for its first copy or looks for others
 * @param behind entries that others hold and this instance does not have yet
 * @param problems sentences that say what is wrong and what to do
 */
public record SyncState(
    boolean shared, int peers, boolean joining, long behind, List<String> problems) {
  /** A workspace that nobody else has. */
  public static final SyncState PRIVATE = new SyncState(false, 0, false, 0, List.of());

  public SyncState {
    problems = List.copyOf(problems);
  }
}

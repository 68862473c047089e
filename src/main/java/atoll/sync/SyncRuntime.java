package atoll.sync;

/**
 * Where a session runs: its time, its randomness, and the one thread at a time that its tasks run on. In an instance this
 * is {@link SyncThread}; in tests a simulator that decides everything by a seed.
 */
public interface SyncRuntime {
  /** Milliseconds since some moment; never goes back. */
  long millis();

  /** Milliseconds since 1970 by the clock of the machine, which people and sleep set forward and back. */
  long wallMillis();

  /** A number in {@code [0, bound)}. */
  long random(long bound);

  /** Runs the task soon, after those given before and never beside another one. For any thread. */
  void execute(Runnable task);

  /** Runs the task in {@code delayMillis} milliseconds, never beside another one. For any thread. */
  void schedule(Runnable task, long delayMillis);
}

package atoll.sync;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A thread of its own for a session. After {@link #close} tasks are dropped without a word. */
public final class SyncThread implements SyncRuntime, AutoCloseable {
  private static final Logger LOG = System.getLogger(SyncThread.class.getName());
  private static final long STOP_SECONDS = 5;

  private final ScheduledThreadPoolExecutor executor;

  /** @param name of the thread */
  public SyncThread(String name) {
    executor = new ScheduledThreadPoolExecutor(
        1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long millis() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public long wallMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  @Override
  public void execute(Runnable task) {
    schedule(task, 0);
  }

  @Override
  public void schedule(Runnable task, long delayMillis) {
    try {
      var _ = executor.schedule(() -> guarded(task), delayMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.TRACE, "a task came after the end", e);
    }
  }

  /** Ends after the task that runs now; waits for it for some seconds at most. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "a task of the sync thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a task of the sync thread failed; the session goes on", e);
    }
  }
}

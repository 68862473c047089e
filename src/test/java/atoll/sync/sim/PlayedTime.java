package atoll.sync.sim;

import atoll.sync.SyncRuntime;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Tasks in the order of their time, which passes as a test says. For one thread. */
public final class PlayedTime implements SyncRuntime {
  private record Task(long at, long order, Runnable run) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;
  private long ahead;

  /** @param start milliseconds that the time begins with */
  public PlayedTime(long start) {
    now = start;
  }

  /** Lets time pass, and does what is due in it. */
  public void run(long millis) {
    long end = now + millis;
    while (!tasks.isEmpty() && tasks.peek().at() <= end) {
      Task next = tasks.remove();
      now = next.at();
      next.run().run();
    }
    now = end;
  }

  /** From now on the clock on the wall is this far ahead of the time that passes. */
  public void wallAhead(long millis) {
    ahead = millis;
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public long wallMillis() {
    return now + ahead;
  }

  /** Always the least. */
  @Override
  public long random(long bound) {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    schedule(task, 0);
  }

  @Override
  public void schedule(Runnable task, long delayMillis) {
    tasks.add(new Task(now + delayMillis, order++, task));
  }
}

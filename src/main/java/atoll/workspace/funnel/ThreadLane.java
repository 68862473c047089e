package atoll.workspace.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A lane with a thread of its own. What comes while a batch is done makes the next batch. */
final class ThreadLane<W> implements Lane<W> {
  /** Works that one batch takes at the most. */
  private static final int MOST_AT_ONCE = 256;

  private final Handler<W> handler;

  /** Empty asks to end. */
  private final BlockingQueue<Optional<W>> queue = new LinkedBlockingQueue<>();

  private final Thread thread;

  private ThreadLane(String name, Handler<W> handler) {
    this.handler = handler;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  static <W> Lane<W> start(String name, Handler<W> handler) {
    ThreadLane<W> lane = new ThreadLane<>(name, handler);
    lane.thread.start();
    return lane;
  }

  @Override
  public void add(W work) {
    Optional<W> added = Optional.of(work);
    queue.add(added);
    if (!thread.isAlive() && queue.remove(added)) {
      handler.fail(work);
    }
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  @Override
  public void close() {
    queue.add(Optional.empty());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Optional<W>> taken = new ArrayList<>();
    List<W> batch = List.of();
    try {
      boolean going = true;
      while (going) {
        taken.clear();
        taken.add(take());
        queue.drainTo(taken, MOST_AT_ONCE - 1);
        batch = taken.stream().flatMap(Optional::stream).toList();
        going = batch.size() == taken.size();
        handler.process(batch);
      }
      handler.ended();
    } catch (Throwable fault) {
      handler.broke(fault);
      batch.forEach(handler::fail);
    }
    for (Optional<W> left = queue.poll(); left != null; left = queue.poll()) {
      left.ifPresent(handler::fail);
    }
  }

  private Optional<W> take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        // Only close() ends this thread, by asking: an interrupt must not lose what waits in the
        // queue.
      }
    }
  }
}

package atoll.workspace.sim;

import atoll.workspace.funnel.Lane;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Does works at once, on the thread of whoever asks: time stands still meanwhile, as a simulation wants it. */
final class DirectLane<W> implements Lane<W> {
  private final Handler<W> handler;
  private final Queue<W> queue = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;

  DirectLane(Handler<W> handler) {
    this.handler = handler;
  }

  /** Makes such lanes. */
  static final Maker MAKER = new Maker() {
    @Override
    public <W> Lane<W> make(String name, Handler<W> handler) {
      return new DirectLane<>(handler);
    }
  };

  @Override
  public void add(W work) {
    if (closed) {
      handler.fail(work);
      return;
    }
    queue.add(work);
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (W next = queue.poll(); next != null; next = queue.poll()) {
        handler.process(List.of(next));
      }
    } finally {
      busy = false;
    }
  }

  @Override
  public boolean isCurrent() {
    return busy;
  }

  @Override
  public void close() {
    closed = true;
    handler.ended();
  }
}

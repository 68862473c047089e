package atoll.workspace.funnel;

import java.util.List;

/** Where the works of a funnel wait and are done, one batch after another and never two at once. */
public interface Lane<W> extends AutoCloseable {
  /** Does the work soon, or lets its handler fail it if the lane has ended. From any thread. */
  void add(W work);

  /** Whether the caller is called by this lane. */
  boolean isCurrent();

  /** Ends when everything that was added before is done. */
  @Override
  void close();

  /** Makes lanes: threads of their own in an instance, one queue of events in a simulation. */
  interface Maker {
    /** A thread of its own for each. */
    Maker THREADS = ThreadLane::start;

    <W> Lane<W> make(String name, Handler<W> handler);
  }

  /** Does works. Called by the lane only, except {@link #fail}. */
  interface Handler<W> {
    /** Does what has come together; what it throws stops the lane for good. */
    void process(List<W> batch);

    /** Everything is done and the lane was not stopped by a fault. */
    void ended();

    /** A fault stops the lane; nothing is processed any more. */
    void broke(Throwable fault);

    /** The work will never be done. */
    void fail(W work);
  }
}

package atoll.workspace.funnel;

import atoll.workspace.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Those who want to be told. For any thread; told in the order in which they came. */
public final class Listeners<E> {
  private static final Logger LOG = Logger.getLogger(Listeners.class.getName());

  private final List<Consumer<? super E>> all = new CopyOnWriteArrayList<>();

  /** Adds a listener until the subscription is closed. */
  public Subscription add(Consumer<? super E> listener) {
    // A wrapper of its own, so that the same listener added twice is removed once.
    Consumer<E> own = listener::accept;
    all.add(own);
    return () -> all.remove(own);
  }

  /** Whether nobody would hear. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Tells everybody. A listener that fails is logged and does not keep the others from hearing. */
  public void tell(E event) {
    for (Consumer<? super E> listener : all) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.log(Level.SEVERE, "A listener failed", e);
      }
    }
  }
}

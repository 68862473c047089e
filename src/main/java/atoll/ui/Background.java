package atoll.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.ErrorEvent;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Does what may take longer than a moment without holding up the tab. */
public final class Background {
  private static final Logger LOG = Logger.getLogger(Background.class.getName());

  private Background() {}

  /** Does the work on a thread of its own, then hands what came of it to the tab; exactly one of the two is called. */
  public static <T> void run(
      UI ui, Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
    Thread.ofVirtual().name("atoll-ui").start(() -> {
      try {
        T result = work.call();
        tell(ui, () -> done.accept(result));
      } catch (Exception e) {
        tell(ui, () -> failed.accept(e));
      }
    });
  }

  /** Leaves a failure that nobody expected to the tab's error handler. */
  public static void fail(UI ui, Exception failure) {
    ui.getSession().getErrorHandler().error(new ErrorEvent(failure));
  }

  /** Does something in the tab soon; nothing if it was closed. */
  public static void tell(UI ui, Runnable news) {
    try {
      var _ = ui.access(news::run);
    } catch (UIDetachedException closed) {
      LOG.log(
          Level.FINE, "The tab was closed before it could be told what came of its wish", closed);
    }
  }
}

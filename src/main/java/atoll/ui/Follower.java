package atoll.ui;

import atoll.workspace.Subscription;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does something in a tab each time something changes elsewhere, as long as a component is shown. Changes that come
 * before it was done are one. The sources may tell on any thread; everything else is for the tab's.
 */
public final class Follower {
  private final Runnable task;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private List<Function<Runnable, Subscription>> sources = List.of();
  private @Nullable UI ui;

  /** @param task done in the tab, and once when the component comes to be shown */
  public Follower(Component owner, Runnable task) {
    this.task = task;
    owner.addAttachListener(event -> {
      ui = event.getUI();
      begin();
      task.run();
    });
    owner.addDetachListener(event -> {
      end();
      ui = null;
    });
  }

  /** Follows these instead of what was followed before; each takes what it calls at a change. */
  public void follow(List<Function<Runnable, Subscription>> followed) {
    end();
    sources = List.copyOf(followed);
    begin();
  }

  private void begin() {
    UI tab = ui;
    if (tab == null) {
      return;
    }
    AtomicBoolean requested = new AtomicBoolean();
    sources.forEach(source -> subscriptions.add(source.apply(() -> request(tab, requested))));
  }

  private void end() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
  }

  private void request(UI tab, AtomicBoolean requested) {
    if (!requested.compareAndSet(false, true)) {
      return;
    }
    // On a thread of its own, because access() may do the task at once where it is called: those
    // who
    // tell of a change, such as the funnel, must neither draw nor wait for themselves.
    Thread.ofVirtual().name("atoll-ui").start(() -> access(tab, requested));
  }

  private void access(UI tab, AtomicBoolean requested) {
    try {
      var _ = tab.access(() -> {
        requested.set(false);
        task.run();
      });
    } catch (UIDetachedException closed) {
      // The tab was closed a moment ago: nobody is left to see it, so nothing more is asked.
      requested.set(true);
    }
  }
}

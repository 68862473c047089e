package atoll.ui.shell;

import atoll.ui.Words;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import java.time.Duration;

/** A sentence that comes, says what was done or what went wrong, and goes by itself. */
public final class Toast {
  private static final Duration READ = Duration.ofSeconds(3);
  private static final Duration READ_CHARACTER = Duration.ofMillis(40);
  private static final Duration DECIDE = Duration.ofSeconds(10);

  private Toast() {}

  /** Shows it as long as it takes to read it. */
  public static void show(String text) {
    // What says more takes longer to read.
    make(text, READ.plus(READ_CHARACTER.multipliedBy(text.length()))).open();
  }

  /** With a button that takes back what was done. */
  static void showWithUndo(String text, Runnable undo) {
    Notification toast = make(text, DECIDE);
    NativeButton button = new NativeButton(Words.of("trash.undo"), click -> {
      toast.close();
      undo.run();
    });
    button.addClassName("toast-action");
    toast.add(button);
    toast.open();
  }

  private static Notification make(String text, Duration shown) {
    Notification toast = new Notification();
    toast.setPosition(Notification.Position.BOTTOM_CENTER);
    toast.setDuration((int) shown.toMillis());
    Span words = new Span(text);
    words.addClassName("toast-text");
    toast.add(words);
    return toast;
  }
}

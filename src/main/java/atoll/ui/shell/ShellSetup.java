package atoll.ui.shell;

import atoll.store.StoreException;
import atoll.ui.Refusals;
import atoll.ui.Words;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What happens when something fails: quiet words instead of Vaadin's boxes. */
public final class ShellSetup implements VaadinServiceInitListener {
  private static final Logger LOG = Logger.getLogger(ShellSetup.class.getName());
  private static final int RECONNECT_EVERY_MS = 1_000;
  private static final int RECONNECT_TIMES = Integer.MAX_VALUE;

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().setSystemMessagesProvider(info -> messages());
    event
        .getSource()
        .addSessionInitListener(init -> init.getSession().setErrorHandler(ShellSetup::failed));
    event.getSource().addUIInitListener(init -> {
      var reconnect = init.getUI().getReconnectDialogConfiguration();
      reconnect.setReconnectInterval(RECONNECT_EVERY_MS);
      reconnect.setReconnectAttempts(RECONNECT_TIMES);
      init.getUI()
          .getPushConfiguration()
          .setParameter("reconnectInterval", Integer.toString(RECONNECT_EVERY_MS));
    });
  }

  /** With words, so that Flow shows its box, which the theme hides and the shell takes as the sign to load again. */
  private static CustomizedSystemMessages messages() {
    CustomizedSystemMessages messages = new CustomizedSystemMessages();
    messages.setSessionExpiredNotificationEnabled(true);
    messages.setSessionExpiredCaption(Words.of("shell.stopped"));
    messages.setInternalErrorNotificationEnabled(true);
    messages.setInternalErrorCaption(Words.of("shell.failed"));
    return messages;
  }

  private static void failed(ErrorEvent event) {
    LOG.log(Level.SEVERE, "A view failed", event.getThrowable());
    if (UI.getCurrent() != null) {
      Toast.show(words(event.getThrowable()));
    }
  }

  private static String words(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof StoreException) {
        return Words.of("shell.refused");
      }
      Optional<String> refusal = Refusals.of(at);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    return Words.of("shell.failed");
  }
}

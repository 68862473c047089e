package atoll.ui.live;

import atoll.crdt.RejectedException;
import atoll.workspace.Instance;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The WebSocket of a tab. Who may connect is decided before, for every request alike. */
public final class LiveEndpoint extends Endpoint {
  /** Where tabs connect. */
  public static final String PATH = "/live";

  private static final Logger LOG = Logger.getLogger(LiveEndpoint.class.getName());
  private static final int MOST_MESSAGE_CHARACTERS = 48 << 20;
  private static final int MOST_REASON_CHARACTERS = 100;

  private final Instance instance;
  private @Nullable LiveTab tab;

  private LiveEndpoint(Instance instance) {
    this.instance = instance;
  }

  /** How the web server makes one for each tab. */
  public static ServerEndpointConfig config(Instance instance) {
    return ServerEndpointConfig.Builder.create(LiveEndpoint.class, PATH)
        .configurator(new ServerEndpointConfig.Configurator() {
          @Override
          public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new LiveEndpoint(instance));
          }

          // None, not even compression: nothing leaves the machine, and it would take its time with
          // every key.
          @Override
          public List<Extension> getNegotiatedExtensions(
              List<Extension> installed, List<Extension> requested) {
            return List.of();
          }
        })
        .build();
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.setMaxTextMessageBufferSize(MOST_MESSAGE_CHARACTERS);
    session.setMaxIdleTimeout(0);
    Outbox outbox = new Outbox(session);
    LiveTab opened = new LiveTab(instance, outbox::send);
    tab = opened;
    session.addMessageHandler(String.class, text -> receive(opened, outbox, text));
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    if (tab != null) {
      tab.close();
    }
  }

  @Override
  public void onError(Session session, Throwable failure) {
    LOG.log(Level.INFO, "A tab's connection broke", failure);
  }

  private static void receive(LiveTab tab, Outbox outbox, String text) {
    try {
      tab.receive(text);
    } catch (RejectedException e) {
      LOG.log(Level.WARNING, "A tab was refused: {0}", e.getMessage());
      String reason = String.valueOf(e.getMessage());
      outbox.close(
          CloseCodes.VIOLATED_POLICY,
          reason.substring(0, Math.min(reason.length(), MOST_REASON_CHARACTERS)));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "A tab's message failed", e);
      outbox.close(CloseCodes.UNEXPECTED_CONDITION, "a fault in Atoll");
    }
  }
}

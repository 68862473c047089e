package atoll.workspace;

import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A link that somebody listens to.
 *
 * @param sent is given what goes out, before it goes
 * @param received is given what comes, and from whom, before the session is
 */
public record Overheard(Link link, Consumer<byte[]> sent, BiConsumer<PeerId, byte[]> received)
    implements Link {
  @Override
  public PeerId self() {
    return link.self();
  }

  @Override
  public void start(LinkListener listener) {
    link.start(new LinkListener() {
      @Override
      public void received(PeerId from, byte[] message) {
        received.accept(from, message);
        listener.received(from, message);
      }

      @Override
      public void changed(Set<PeerId> peers) {
        listener.changed(peers);
      }
    });
  }

  @Override
  public Set<PeerId> peers() {
    return link.peers();
  }

  @Override
  public void broadcast(byte[] message) {
    sent.accept(message);
    link.broadcast(message);
  }

  @Override
  public void send(PeerId to, byte[] message) {
    sent.accept(message);
    link.send(to, message);
  }

  @Override
  public void close() {
    link.close();
  }
}

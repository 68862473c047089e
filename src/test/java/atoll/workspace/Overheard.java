package atoll.workspace;

import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import java.util.Queue;
import java.util.Set;

/** A link that somebody listens to. */
record Overheard(Link link, Queue<byte[]> heard) implements Link {
  @Override
  public PeerId self() {
    return link.self();
  }

  @Override
  public void start(LinkListener listener) {
    link.start(listener);
  }

  @Override
  public Set<PeerId> peers() {
    return link.peers();
  }

  @Override
  public void broadcast(byte[] message) {
    heard.add(message);
    link.broadcast(message);
  }

  @Override
  public void send(PeerId to, byte[] message) {
    heard.add(message);
    link.send(to, message);
  }

  @Override
  public void close() {
    link.close();
  }
}

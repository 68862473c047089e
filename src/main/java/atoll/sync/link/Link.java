package atoll.sync.link;

import java.util.Set;

/**
 * A way for messages to travel between the devices of one workspace. Every message is a hint: it may be lost, come twice,
 * late or out of order, and nobody is told. For any thread; no method waits for the network.
 */
public interface Link extends AutoCloseable {
  /** Bytes that a message may have; a longer one is a fault of ours and is refused. */
  int MOST_MESSAGE_BYTES = 20 << 20;

  /** This end. */
  PeerId self();

  /** Opens the link in the background and keeps trying until it is closed. Once. */
  void start(LinkListener listener);

  /** The others that can be reached now, as far as is known; without this end. */
  Set<PeerId> peers();

  /** Sends to every peer. Before the link is up, and after it is closed, nothing happens. */
  void broadcast(byte[] message);

  /** Sends to one peer; to one who is not there nothing happens. */
  void send(PeerId to, byte[] message);

  /** Leaves; the listener is not called any more once this has returned. */
  @Override
  void close();
}

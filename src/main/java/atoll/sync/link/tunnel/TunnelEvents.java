package atoll.sync.link.tunnel;

import java.util.List;

/** What the one who made a tunnel hears of it, on threads of the tunnel. Returns at once. */
public interface TunnelEvents {
  /** Hears nothing. */
  TunnelEvents NONE = new TunnelEvents() {};

  /** The tunnel listens at this port for the tunnels of others. */
  default void bound(int port) {}

  /** The tunnel's port cannot be had; it is tried again. */
  default void failed(String reason) {}

  /** The members of the others are met at these addresses on loopback, each {@code host:port}. */
  default void reachable(List<String> addresses) {}

  /** {@link Tunnel#isMutual} may have another answer than before. */
  default void mutualChanged() {}

  /** Where the others are met, signed by each: worth keeping for the next start, and for an invitation. */
  default void known(List<byte[]> entries) {}

  /** Where others were met or said to be, each {@code host:port}, the likeliest first: worth keeping for the next start. */
  default void met(List<String> addresses) {}

  /** The machine slept for so long that the others have given this device up. */
  default void woke() {}

  /** The port of this device's member is another one from now on. */
  default void moved(int memberPort) {}
}

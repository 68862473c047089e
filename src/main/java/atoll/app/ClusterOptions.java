package atoll.app;

import atoll.sync.link.tunnel.DoorwayOptions;
import java.net.InetAddress;
import java.util.List;

/**
 * How others are met.
 *
 * @param bind the address that others come in at; a wildcard for all of this machine
 * @param port the port there; 0 for the one of the last start, or any
 * @param join HOST:PORT where others are met, for every workspace
 * @param discovers whether others are looked for in the local network
 */
record ClusterOptions(InetAddress bind, int port, List<String> join, boolean discovers) {
  ClusterOptions {
    join = List.copyOf(join);
  }

  /** Nobody but this machine. */
  static ClusterOptions quiet() {
    return new ClusterOptions(InetAddress.getLoopbackAddress(), 0, List.of(), false);
  }

  /** @param kept the port of the last start; 0 if there is none */
  DoorwayOptions doorway(int kept) {
    return new DoorwayOptions(
        bind, port == 0 ? kept : port, port != 0, InetAddress.getLoopbackAddress());
  }
}

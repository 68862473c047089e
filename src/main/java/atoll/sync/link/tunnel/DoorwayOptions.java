package atoll.sync.link.tunnel;

import java.net.InetAddress;
import java.util.List;

/**
 * Where the tunnels of others come in.
 *
 * @param bind the address of this machine; a wildcard for all
 * @param port the port; 0 for any
 * @param insists whether no other port is taken if this one is in use
 * @param loopback where members listen
 * @param hosts names or numbers by which others reach this machine; empty to tell those of its networks
 */
public record DoorwayOptions(
    InetAddress bind, int port, boolean insists, InetAddress loopback, List<String> hosts) {
  public DoorwayOptions {
    hosts = List.copyOf(hosts);
  }

  /** The same, telling others the addresses of this machine's networks. */
  public DoorwayOptions(InetAddress bind, int port, boolean insists, InetAddress loopback) {
    this(bind, port, insists, loopback, List.of());
  }
}

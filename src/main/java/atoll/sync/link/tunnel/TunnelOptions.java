package atoll.sync.link.tunnel;

import atoll.crypto.WorkspaceId;
import java.net.InetAddress;
import java.util.List;

/**
 * How a tunnel is set up.
 *
 * @param workspace from which, with the device's pin, the member's port is drawn
 * @param bind where the tunnel listens for the tunnels of others
 * @param port the port there; 0 for any
 * @param loopback where the member listens, and the forwarders that stand for the others
 * @param hosts names or numbers under which this machine is met, besides those of its network interfaces
 * @param join where others may be met, each {@code host:port}
 * @param known what {@link TunnelEvents#known} told at an earlier start
 */
public record TunnelOptions(
    WorkspaceId workspace,
    InetAddress bind,
    int port,
    InetAddress loopback,
    List<String> hosts,
    List<String> join,
    List<byte[]> known) {
  public TunnelOptions {
    hosts = List.copyOf(hosts);
    join = List.copyOf(join);
    known = List.copyOf(known);
  }
}

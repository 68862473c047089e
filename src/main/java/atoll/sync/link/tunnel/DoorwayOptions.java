package atoll.sync.link.tunnel;

import java.net.InetAddress;

/**
 * Where the tunnels of others come in.
 *
 * @param bind the address of this machine; a wildcard for all
 * @param port the port; 0 for any
 * @param insists whether no other port is taken if this one is in use
 * @param loopback where members listen
 */
public record DoorwayOptions(InetAddress bind, int port, boolean insists, InetAddress loopback) {}

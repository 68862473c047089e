package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Draws ports for a device's member: always the same sequence for one device in one workspace, so that a restart comes out
 * where the others expect it. Below the ports that systems hand out by themselves. The port drawn is held until the member
 * takes it: on this machine another instance, which hears of it, would put a forwarder there. For any thread.
 */
final class MemberPorts {
  private static final int FIRST = 10_240;
  private static final int PORTS = 22_000;
  private static final int MOST_TRIED = 200;

  private final WorkspaceId workspace;
  private final Hash pin;
  private final InetAddress loopback;
  private Optional<Socket> holder = Optional.empty();
  private int drawn;
  private int port;

  MemberPorts(WorkspaceId workspace, Hash pin, InetAddress loopback) {
    this.workspace = workspace;
    this.pin = pin;
    this.loopback = loopback;
  }

  /** The port that was drawn last; 0 before the first. */
  synchronized int port() {
    return port;
  }

  /**
   * Draws the next port of the sequence that is free on this machine, and holds it.
   *
   * @param taken ports of the others
   */
  synchronized void next(Set<Integer> taken) {
    letGo();
    for (int i = 0; i < MOST_TRIED; i++) {
      int candidate = draw(drawn++);
      if (!taken.contains(candidate) && hold(candidate)) {
        port = candidate;
        return;
      }
    }
    throw new IllegalStateException(
        "no port on " + loopback + " is free after " + MOST_TRIED + " tries");
  }

  /** Lets the port go, for the member to listen at. */
  synchronized int take() {
    letGo();
    return port;
  }

  /** The member does not listen: holds its port again. Says whether that could be had. */
  synchronized boolean holdAgain() {
    letGo();
    return hold(port);
  }

  synchronized void letGo() {
    holder.ifPresent(Tunnel::closeQuietly);
    holder = Optional.empty();
  }

  /** Bound, but not listening: nobody else can have the port, and who calls it is refused. */
  private boolean hold(int candidate) {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(loopback, candidate));
      holder = Optional.of(socket);
      return true;
    } catch (IOException e) {
      Tunnel.closeQuietly(socket);
      return false;
    }
  }

  private int draw(int number) {
    byte[] purpose = "atoll member port".getBytes(StandardCharsets.UTF_8);
    byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    byte[] hash =
        Hash.of(purpose, workspace.hash().toBytes(), pin.toBytes(), count).toBytes();
    return FIRST + Math.floorMod(ByteBuffer.wrap(hash).getInt(), PORTS);
  }
}

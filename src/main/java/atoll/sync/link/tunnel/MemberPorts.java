package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Draws ports for a device's member: always the same sequence for one device in one workspace, so that a restart comes out
 * where the others expect it. Below the ports that systems hand out by themselves.
 */
final class MemberPorts {
  private static final int FIRST = 10_240;
  private static final int PORTS = 22_000;
  private static final int MOST_TRIED = 200;

  private final WorkspaceId workspace;
  private final Hash pin;
  private final InetAddress loopback;
  private int drawn;

  MemberPorts(WorkspaceId workspace, Hash pin, InetAddress loopback) {
    this.workspace = workspace;
    this.pin = pin;
    this.loopback = loopback;
  }

  /**
   * The next port of the sequence that is free on this machine.
   *
   * @param taken ports of the others
   */
  int next(Set<Integer> taken) {
    for (int i = 0; i < MOST_TRIED; i++) {
      int port = draw(drawn++);
      if (!taken.contains(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port on " + loopback + " is free after " + MOST_TRIED + " tries");
  }

  private int draw(int number) {
    byte[] purpose = "atoll member port".getBytes(StandardCharsets.UTF_8);
    byte[] count = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    byte[] hash = Hash.of(purpose, workspace.hash().toBytes(), pin.toBytes(), count).toBytes();
    return FIRST + Math.floorMod(ByteBuffer.wrap(hash).getInt(), PORTS);
  }

  private boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}

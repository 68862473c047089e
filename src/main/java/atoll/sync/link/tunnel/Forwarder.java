package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Stands for the member of one other device: whoever connects here is carried to that device and to no other. */
final class Forwarder implements Closeable {
  private static final Logger LOG = System.getLogger(Forwarder.class.getName());
  private static final int BACKLOG = 16;

  /**
   * What a call in vain takes at least: a member calls again at once, more than a hundred times a second, each time with a
   * handshake on both sides. It counts no more than ten failures a second.
   */
  static final long VAIN_NANOS = 120_000_000;

  private final Hash pin;
  private final int port;
  private final Ways ways;
  private final Splices splices;
  private final Visits visits;
  private final ServerSocket server;

  /** @throws IOException if something else has the port: maybe the member itself, or another instance's forwarder */
  Forwarder(Hash pin, int port, InetAddress loopback, Ways ways, Splices splices, Visits visits)
      throws IOException {
    this.pin = pin;
    this.port = port;
    this.ways = ways;
    this.splices = splices;
    this.visits = visits;
    server = new ServerSocket(port, BACKLOG, loopback);
    Thread.ofVirtual().name("atoll-forward-" + port).start(this::accept);
  }

  int port() {
    return port;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket local = server.accept();
        Thread.ofVirtual().name("atoll-forward").start(() -> carry(local));
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.log(Level.DEBUG, "a connection on loopback was not accepted", e);
        }
      }
    }
  }

  private void carry(Socket local) {
    try (local;
        TunnelSockets.Secured remote = reach()) {
      splices.carry(local, remote.socket(), pin);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a connection ended, or none was had", e);
    }
  }

  private TunnelSockets.Secured reach() throws IOException {
    long began = System.nanoTime();
    try {
      return ways.reach(pin, Greeting.CARRY);
    } catch (IOException e) {
      visits.lost(pin);
      pause(began + VAIN_NANOS - System.nanoTime());
      throw e;
    }
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a port was not given back in order", e);
    }
  }
}

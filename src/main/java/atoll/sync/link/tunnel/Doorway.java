package atoll.sync.link.tunnel;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Where the tunnels of others come in: who is pinned is carried to the member or told the directory, nobody else is heard. */
final class Doorway implements Closeable {
  private static final Logger LOG = System.getLogger(Doorway.class.getName());

  /** Connections that have not said yet who they are; further ones are turned away. */
  private static final int MOST_UNKNOWN = 64;

  /** What the tunnel does with a directory that it is told. */
  interface Exchange {
    Greeting.Told told(Greeting.Told directory, String callerHost);
  }

  private final TunnelSockets sockets;
  private final Splices splices;
  private final InetAddress loopback;
  private final IntSupplier memberPort;
  private final Exchange exchange;
  private final SSLServerSocket server;
  private final Semaphore unknown = new Semaphore(MOST_UNKNOWN);
  private final AtomicLong refused = new AtomicLong();

  Doorway(
      TunnelSockets sockets,
      Splices splices,
      TunnelOptions options,
      IntSupplier memberPort,
      Exchange exchange)
      throws IOException {
    this.sockets = sockets;
    this.splices = splices;
    this.loopback = options.loopback();
    this.memberPort = memberPort;
    this.exchange = exchange;
    server = sockets.listen(options.bind(), options.port());
    Thread.ofVirtual().name("atoll-tunnel-door").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections of those who may not pass. */
  long refused() {
    return refused.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        if (unknown.tryAcquire()) {
          Thread.ofVirtual().name("atoll-tunnel-in").start(() -> greet(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.log(Level.DEBUG, "a connection was not accepted", e);
        }
      }
    }
  }

  private void greet(SSLSocket socket) {
    boolean waiting = true;
    try (socket) {
      TunnelSockets.Secured caller = sockets.secure(socket);
      int kind = Greeting.readKind(socket.getInputStream());
      unknown.release();
      waiting = false;
      switch (kind) {
        case Greeting.DIRECTORY -> {
          Greeting.Told told = Greeting.read(socket.getInputStream());
          String host = socket.getInetAddress().getHostAddress();
          Greeting.write(socket.getOutputStream(), exchange.told(told, host));
        }
        case Greeting.CARRY -> {
          Socket member = new Socket(loopback, memberPort.getAsInt());
          splices.carry(socket, member, caller.pin());
        }
        default -> LOG.log(Level.DEBUG, "a member greets in a way of its own: {0}", kind);
      }
    } catch (IOException | RuntimeException e) {
      if (waiting && refused.getAndIncrement() == 0) {
        LOG.log(
            Level.INFO,
            "a connection of somebody who does not belong to the workspace was refused");
      }
      LOG.log(Level.DEBUG, "a connection of the tunnel ended", e);
    } finally {
      if (waiting) {
        unknown.release();
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the tunnel's port was not given back in order", e);
    }
  }
}

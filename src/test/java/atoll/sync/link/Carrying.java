package atoll.sync.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Carries every connection that comes in at one place to another place, both ways. */
public final class Carrying implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;

  private final ServerSocket server;
  private final Dial dial;
  private final Passing passing;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Where connections are carried to. */
  public interface Dial {
    /** A new connection there. */
    Socket dial() throws IOException;
  }

  /** What happens to what comes by. Called by many threads. */
  public interface Passing {
    /**
     * Hands some bytes on.
     *
     * @throws IOException if the connection is to end
     */
    void pass(byte[] some, int length, OutputStream out) throws IOException;
  }

  /** @param server closed with this */
  public Carrying(ServerSocket server, Dial dial, Passing passing) {
    this.server = server;
    this.dial = dial;
    this.passing = passing;
    Thread.ofVirtual().name("carrying").start(this::accept);
  }

  /** Ends all connections. */
  public void cut() {
    open.forEach(Carrying::closeQuietly);
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        Thread.ofVirtual().name("carry").start(() -> carry(from));
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void carry(Socket from) {
    open.add(from);
    try (from;
        Socket there = dial.dial()) {
      open.add(there);
      Thread back = Thread.ofVirtual().start(() -> copy(there, from));
      copy(from, there);
      back.join();
      open.remove(there);
    } catch (IOException e) {
      // The other side is not there: the caller sees the end of its connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.remove(from);
  }

  private void copy(Socket from, Socket there) {
    byte[] some = new byte[CHUNK_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = there.getOutputStream();
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        passing.pass(some, n, out);
      }
      there.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(there);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }
}

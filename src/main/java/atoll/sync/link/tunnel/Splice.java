package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Joins two sockets until either ends; then both are closed. */
final class Splice implements Closeable {
  private static final int BUFFER_BYTES = 16 << 10;

  private final Socket one;
  private final Socket other;
  private final Hash pin;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** @param pin whom it leads to */
  Splice(Socket one, Socket other, Hash pin) {
    this.one = one;
    this.other = other;
    this.pin = pin;
  }

  Hash pin() {
    return pin;
  }

  /** Whether one of its ends is at an address that this machine does not have any more: nothing will ever come that way. */
  boolean isStranded(Set<InetAddress> here) {
    return isElsewhere(one, here) || isElsewhere(other, here);
  }

  /** Whether a socket's own end is at an address that this machine does not have any more. */
  static boolean isElsewhere(Socket socket, Set<InetAddress> here) {
    InetAddress local = socket.getLocalAddress();
    // A socket that is closed has none.
    return !local.isLoopbackAddress() && !local.isAnyLocalAddress() && !here.contains(local);
  }

  /** Carries until the end, on this thread and one more. */
  void run() throws IOException {
    one.setSoTimeout(0);
    other.setSoTimeout(0);
    one.setTcpNoDelay(true);
    other.setTcpNoDelay(true);
    Thread.ofVirtual().name("atoll-tunnel-back").start(() -> copy(other, one));
    copy(one, other);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One side went away: the usual end of a connection.
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    Tunnel.closeQuietly(one);
    Tunnel.closeQuietly(other);
    ended.countDown();
  }
}

package atoll.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hands on what comes in, both ways, and writes all of it to a file: {@code HOST PORT TO-HOST FILE}, at the same port there. */
final class RecordingProxy {
  private final InetSocketAddress to;
  private final OutputStream record;

  private RecordingProxy(InetSocketAddress to, OutputStream record) {
    this.to = to;
    this.record = record;
  }

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[1]);
    try (ServerSocket server = new ServerSocket(port, 64, InetAddress.ofLiteral(args[0]));
        OutputStream record = new FileOutputStream(args[3])) {
      RecordingProxy proxy =
          new RecordingProxy(new InetSocketAddress(InetAddress.ofLiteral(args[2]), port), record);
      System.out.println("ready");
      while (true) {
        Socket from = server.accept();
        Thread.ofVirtual().start(() -> proxy.carry(from));
      }
    }
  }

  private void carry(Socket from) {
    try (from;
        Socket there = new Socket()) {
      there.connect(to);
      Thread back = Thread.ofVirtual().start(() -> copy(there, from));
      copy(from, there);
      back.join();
    } catch (IOException e) {
      // The other side is not there: the caller sees the end of its connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(Socket from, Socket there) {
    byte[] some = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = there.getOutputStream();
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        synchronized (record) {
          record.write(some, 0, n);
        }
        out.write(some, 0, n);
      }
      there.shutdownOutput();
    } catch (IOException e) {
      try {
        there.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
    }
  }
}

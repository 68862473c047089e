package atoll.app;

import atoll.sync.link.Carrying;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Hands on what comes in, both ways, and writes all of it to a file: {@code HOST PORT TO-HOST FILE}, at the same port there. */
final class RecordingProxy {
  private RecordingProxy() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[1]);
    InetAddress to = InetAddress.ofLiteral(args[2]);
    try (OutputStream record = new FileOutputStream(args[3]);
        Carrying _ = new Carrying(
            new ServerSocket(port, 64, InetAddress.ofLiteral(args[0])),
            () -> new Socket(to, port),
            (some, length, out) -> {
              synchronized (record) {
                record.write(some, 0, length);
              }
              out.write(some, 0, length);
            })) {
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }
}

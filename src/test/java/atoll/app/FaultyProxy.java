package atoll.app;

import atoll.sync.link.Carrying;
import atoll.sync.link.Machines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between machines and carries badly: {@code SEED PORT MACHINES DELAY-MS}. What passes is late; once it is told
 * "bad", every now and then half of what came is handed on, the other half is lost and the connection ends, until it is told
 * "good". Answers a line with how many connections it has cut.
 */
final class FaultyProxy {
  private static final int CUT_ONE_OF = 60;

  private final Random random;
  private final long delayNanos;
  private final AtomicLong cuts = new AtomicLong();
  private volatile boolean bad;

  private FaultyProxy(long seed, long delayMs) {
    random = new Random(seed);
    delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
  }

  public static void main(String[] args) throws IOException {
    FaultyProxy proxy = new FaultyProxy(Long.parseLong(args[0]), Long.parseLong(args[3]));
    int port = Integer.parseInt(args[1]);
    List<Carrying> all = new ArrayList<>();
    for (int i = 1; i <= Integer.parseInt(args[2]); i++) {
      InetAddress behind = InetAddress.ofLiteral(Machines.hostBehind(i));
      all.add(new Carrying(
          new ServerSocket(port, 64, InetAddress.ofLiteral(Machines.host(i))),
          () -> new Socket(behind, port),
          proxy::pass));
    }
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        proxy.bad = line.equals("bad");
        System.out.println(proxy.cuts.get());
      }
    }
    for (Carrying each : all) {
      each.close();
    }
  }

  private void pass(byte[] some, int length, OutputStream out) throws IOException {
    LockSupport.parkNanos(delayNanos);
    if (bad && isCut()) {
      out.write(some, 0, length / 2);
      cuts.incrementAndGet();
      throw new IOException("cut by the test");
    }
    out.write(some, 0, length);
  }

  private synchronized boolean isCut() {
    return random.nextInt(CUT_ONE_OF) == 0;
  }
}

package atoll.sync.link.hazelcast;

import atoll.sync.RealDevice;

/** A device as a process of its own: writes one entry, and says how many it holds whenever that changes. */
final class ClusterPeer {
  private ClusterPeer() {}

  public static void main(String[] args) {
    RealDevice device = new RealDevice(
        ClusterSessionTest.link(Integer.parseInt(args[0]), Integer.parseInt(args[1])));
    device.write(new byte[500]);
    long said = 1;
    while (true) {
      long last = said;
      if (!device.await(() -> held(device) != last, 60_000)) {
        return;
      }
      said = held(device);
      System.out.println("holds " + said);
    }
  }

  private static long held(RealDevice device) {
    return device.store.clock().counts().values().stream()
        .mapToLong(count -> count)
        .sum();
  }
}

package atoll.sync.link.tunnel;

import atoll.crdt.RejectedException;

/** What the fuzzer reaches of this package. */
public final class TunnelReaders {
  private TunnelReaders() {}

  /** Reads where a device is met. */
  public static void entry(byte[] bytes) throws RejectedException {
    TunnelEntry.parse(bytes);
  }
}

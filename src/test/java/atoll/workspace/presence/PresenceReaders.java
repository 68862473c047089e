package atoll.workspace.presence;

import atoll.crdt.RejectedException;

/** What the fuzzer reaches of this package. */
public final class PresenceReaders {
  private PresenceReaders() {}

  /** Reads where somebody is. */
  public static void beat(byte[] bytes) throws RejectedException {
    Beat.parse(bytes);
  }
}

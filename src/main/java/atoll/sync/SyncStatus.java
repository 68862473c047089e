package atoll.sync;

import atoll.store.Clock;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Room;
import java.util.List;
import java.util.Optional;

/**
 * How a workspace stands with the others. Immutable.
 *
 * @param phase the link's state in a word
 * @param peers those that can be reached now, sorted by id
 * @param devices what every other device last said it holds, whether it is there or not, sorted by name
 * @param behind entries that some reachable peer said it holds and that are not here
 * @param forks logs that were set aside
 * @param noise messages that meant nothing and were ignored
 * @param fault why entries cannot be stored just now
 */
public record SyncStatus(
    Phase phase,
    List<Peer> peers,
    List<Device> devices,
    long behind,
    List<Fork> forks,
    long noise,
    Optional<String> fault) {
  /** Before anything is known. */
  public static final SyncStatus BEGIN =
      new SyncStatus(Phase.CONNECTING, List.of(), List.of(), 0, List.of(), 0, Optional.empty());

  /** A link's state in a word. */
  public enum Phase {
    /** The link is not up yet, or somebody is there who has not said what they hold. */
    CONNECTING,
    /** The link is up and nobody is there. */
    ALONE,
    /** Somebody is there. */
    CONNECTED
  }

  /**
   * A peer.
   *
   * @param holds what it last said it holds; empty if it said nothing yet
   * @param heardAt when it said so, in milliseconds since 1970; 0 if it never did
   * @param lacks entries that are held here and that it has not said to hold
   */
  public record Peer(PeerId id, Optional<Clock> holds, long heardAt, long lacks) {}

  /**
   * A device, by its own word.
   *
   * @param name of the device, in hexadecimal digits
   * @param holds what it said it holds
   * @param saidAt when it said so by its own clock, and not later than that came here, in milliseconds since 1970
   * @param lacks entries that are held here and that it has not said to hold
   * @param quota what room it has; empty if it said nothing of it since this session began
   */
  public record Device(
      String name, Clock holds, long saidAt, long lacks, Optional<Room.Quota> quota) {}

  public SyncStatus {
    peers = List.copyOf(peers);
    devices = List.copyOf(devices);
    forks = List.copyOf(forks);
  }
}

package atoll.app.relay;

import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.store.memory.FailingStore;
import atoll.sync.Inbox;
import atoll.sync.SyncOptions;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.link.Link;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.TunnelIdentity;
import java.util.HashMap;
import java.util.Map;

/** A workspace as a relay holds it, with the network and the time of a simulation. See {@link RelayWorkspace}. */
public final class SimulatedRelay {
  private static final long MOST_BYTES = 1 << 30;

  private final FailingStore disk;
  private final Held held;
  private final RelaySession session;
  private final Map<VerifyKey, Hash> pins = new HashMap<>();
  private Guests guests;

  /**
   * What the simulation lends.
   *
   * @param onMembers is run when others may be let in than before
   * @param onLost see {@link RelaySession.Events#branchLost}
   */
  public record Lent(
      SyncOptions options, Link link, SyncRuntime runtime, Runnable onMembers, Runnable onLost) {}

  /** Opens what the disk has, which was handed over. */
  public SimulatedRelay(FailingStore disk, SigningKey device, Lent lent) {
    this.disk = disk;
    this.held = Held.open(disk.folder(), disk.id());
    this.guests = guests();
    this.session = new RelaySession(
        held,
        device,
        MOST_BYTES,
        new RelaySession.Ways(lent.options(), lent.link(), lent.runtime()),
        new RelaySession.Events() {
          @Override
          public void membersChanged() {
            guests = guests();
            lent.onMembers().run();
          }

          @Override
          public void branchLost() {
            lent.onLost().run();
          }
        });
  }

  /** Looks for the others. */
  public void start() {
    session.start();
  }

  /** Whether a workspace was handed over. */
  public static boolean isHandedTo(FailingStore disk) {
    return RelayTask.kept(disk).isPresent();
  }

  /** Hands it over; says whether that is new. */
  public static boolean hand(FailingStore disk, RelayTask task) {
    boolean news = !isHandedTo(disk);
    RelayTask.kept(disk).map(before -> before.and(task)).orElse(task).keep(disk);
    return news;
  }

  private Guests guests() {
    return held.members().guests(RelayTask.kept(disk).orElseThrow());
  }

  /** Whether a device may come in. */
  public boolean letsIn(VerifyKey device) {
    return guests.pins().contains(pins.computeIfAbsent(device, TunnelIdentity::pin));
  }

  /** Whether the first record of the workspace is here. */
  public boolean knowsMembers() {
    return held.members().isKnown();
  }

  /** Whether the members go on with another branch of a log than the one held here. */
  public boolean hasLost() {
    return session.hasLost();
  }

  public Inbox inbox() {
    return session.inbox();
  }

  public SyncSession session() {
    return session.session();
  }

  /** As an orderly end does. */
  public void close() {
    session.close();
    session.keepBytes();
  }
}

package atoll.app.relay;

import atoll.crypto.SigningKey;
import atoll.sync.Inbox;
import atoll.sync.StoringInbox;
import atoll.sync.SyncOptions;
import atoll.sync.SyncRuntime;
import atoll.sync.SyncSession;
import atoll.sync.SyncStatus;
import atoll.sync.link.Link;
import atoll.workspace.seal.Records;
import java.util.Optional;

/** Takes what the devices of a workspace send over any link, judges and stores it, and gives it to those who lack it. */
final class RelaySession implements AutoCloseable {
  private static final long AGAIN_MILLIS = 30_000;

  private final Held held;
  private final Ways ways;
  private final Events events;
  private final KeptBytes bytes;
  private final StoringInbox storing;
  private final RelayInbox inbox;
  private final SyncSession session;

  /** How it is met. */
  record Ways(SyncOptions options, Link link, SyncRuntime runtime) {}

  /** What the session tells, on its thread. */
  interface Events {
    /** Somebody may belong who did not, or the other way round. */
    void membersChanged();

    /** The members go on with another branch of a log than the one held here. */
    void branchLost();
  }

  /**
   * @param device signs what is held
   * @param mostBytes bytes that the workspace may take
   */
  RelaySession(Held held, SigningKey device, long mostBytes, Ways ways, Events events) {
    this.held = held;
    this.ways = ways;
    this.events = events;
    bytes = new KeptBytes(held.store());
    storing = new StoringInbox(
        held.store(),
        held.members()::refusals,
        bytes.count(),
        mostBytes,
        Optional.of(Records.DOCUMENT));
    inbox = new RelayInbox(held.members(), storing, bytes, this::recordsCame);
    session = new SyncSession(
        ways.options(),
        held.workspace(),
        held.store(),
        inbox,
        ways.link(),
        ways.runtime(),
        held.members().witness(device));
  }

  /** Opens the link and begins. Once. */
  void start() {
    if (hasLost()) {
      // The disk refused to go on without it.
      ways.runtime().schedule(events::branchLost, AGAIN_MILLIS);
    }
    session.start();
  }

  /** Answers who is not let in, and asks those who do not let it in. */
  Inbox inbox() {
    return inbox;
  }

  SyncSession session() {
    return session;
  }

  /** Bytes of what is held, without what the store adds. */
  long bytes() {
    return storing.bytes();
  }

  /** Whether something was refused because there was no room for it. */
  boolean isFull() {
    return storing.isFull();
  }

  /** Whether the members go on with another branch of a log than the one held here. */
  boolean hasLost() {
    return !held.members().lost().isEmpty();
  }

  /** Logs that stand still because copies of a device wrote them. */
  long forks() {
    return Math.max(status().forks().size(), held.members().lost().size());
  }

  long entries() {
    return held.store().clock().counts().values().stream()
        .mapToLong(count -> count)
        .sum();
  }

  SyncStatus status() {
    return session.status();
  }

  @Override
  public void close() {
    session.close();
  }

  /** Keeps for the next start how much is held, once the runtime does nothing any more. */
  void keepBytes() {
    bytes.keep(storing.bytes());
  }

  /** What was refused for a lack of records may be good. */
  private void recordsCame() {
    events.membersChanged();
    session.retry();
    if (hasLost()) {
      events.branchLost();
    }
  }
}

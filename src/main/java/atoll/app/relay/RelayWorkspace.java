package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.SigningKey;
import atoll.identity.own.MineQuestion;
import atoll.store.WorkspaceStore;
import atoll.sync.StoringInbox;
import atoll.sync.SyncOptions;
import atoll.sync.SyncSession;
import atoll.sync.SyncStatus;
import atoll.sync.SyncThread;
import atoll.sync.link.hazelcast.HazelcastEvents;
import atoll.sync.link.hazelcast.Knocking;
import atoll.sync.link.hazelcast.TunneledLink;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.TunnelEvents;
import atoll.sync.link.tunnel.TunnelOptions;
import atoll.workspace.seal.Records;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One workspace that a relay holds: takes what its devices send, and gives it to those who lack it. */
final class RelayWorkspace implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RelayWorkspace.class.getName());
  private static final String TASK = "relay";
  private static final String KNOWN = "relay-known";
  private static final int MOST_KNOWN = 1024;
  private static final int MOST_ENTRY_BYTES = 4096;

  private final WorkspaceStore store;
  private final RelayMembers members;
  private final KeptBytes bytes;
  private final StoringInbox inbox;
  private final TunneledLink link;
  private final SyncThread runtime;
  private final SyncSession session;
  private final Runnable onLost;
  private volatile RelayTask task;

  /**
   * @param members of the same store, which holds no branch of a log that the members left
   * @param mostBytes bytes that the workspace may take
   * @param onLost is run when the members go on with another branch of a log than the one held here
   */
  RelayWorkspace(
      RelayTask task,
      WorkspaceStore store,
      RelayMembers members,
      Doorway doorway,
      SigningKey device,
      long mostBytes,
      Runnable onLost) {
    this.task = task;
    this.store = store;
    this.members = members;
    this.onLost = onLost;
    bytes = new KeptBytes(store);
    inbox = new StoringInbox(
        store, members::refusals, bytes.count(), mostBytes, Optional.of(Records.DOCUMENT));
    RelayInbox asking = new RelayInbox(members, inbox, bytes, this::recordsCame);
    link = new TunneledLink(
        new TunnelOptions(task.workspace(), task.addresses(), known(store)),
        doorway,
        guests(),
        HazelcastEvents.NONE,
        new Keeping());
    runtime = new SyncThread("relay-" + task.workspace().toString().substring(0, 8));
    session = new SyncSession(
        SyncOptions.DEFAULT,
        task.workspace(),
        store,
        asking,
        link,
        runtime,
        members.witness(device));
    new Knocking(asking, link, runtime).begin();
    session.start();
  }

  /** Whether the workspace is named to a device that asks for its person's. */
  boolean mayKnow(MineQuestion question) {
    return members.mayKnow(question);
  }

  /** What the relay was asked to do for a workspace that it holds; nothing if it was not asked. */
  static Optional<RelayTask> task(WorkspaceStore store) {
    return store.property(TASK).flatMap(bytes -> {
      try {
        return Optional.of(RelayTask.read(new ByteReader(bytes)));
      } catch (RejectedException e) {
        LOG.log(Level.ERROR, "what the relay was asked to do cannot be read", e);
        return Optional.empty();
      }
    });
  }

  static void keep(WorkspaceStore store, RelayTask task) {
    ByteWriter out = new ByteWriter();
    task.write(out);
    store.putProperty(TASK, out.toBytes());
  }

  /** One more device asks for the same. */
  void also(RelayTask more) {
    task = task.and(more);
    keep(store, task);
    link.allow(guests());
    link.know(task.addresses());
  }

  RelayTask task() {
    return task;
  }

  /** Bytes of what is held, without what the store adds. */
  long bytes() {
    return inbox.bytes();
  }

  /** Whether something was refused because there was no room for it. */
  boolean isFull() {
    return inbox.isFull();
  }

  /** Whether the members go on with another branch of a log than the one held here. */
  boolean hasLost() {
    return !members.lost().isEmpty();
  }

  /** Logs that stand still because copies of a device wrote them. */
  long forks() {
    return Math.max(session.status().forks().size(), members.lost().size());
  }

  long entries() {
    return store.clock().counts().values().stream().mapToLong(count -> count).sum();
  }

  SyncStatus status() {
    return session.status();
  }

  @Override
  public void close() {
    session.close();
    runtime.close();
    bytes.keep(inbox.bytes());
  }

  /** Somebody may belong who did not, or the other way round; what was refused for a lack of records may be good. */
  private void recordsCame() {
    link.allow(guests());
    session.retry();
    if (!members.lost().isEmpty()) {
      onLost.run();
    }
  }

  /** Whom the records name; before there are any, who handed the workspace over. */
  private Guests guests() {
    return members.isKnown()
        ? Guests.of(members.devices(), List.of(), List.of())
        : Guests.of(Set.copyOf(task.sponsors()));
  }

  private static List<byte[]> known(WorkspaceStore store) {
    List<byte[]> known = new ArrayList<>();
    try {
      ByteReader in = new ByteReader(store.property(KNOWN).orElse(new byte[1]));
      int count = in.count(MOST_KNOWN);
      for (int i = 0; i < count; i++) {
        known.add(in.blob(MOST_ENTRY_BYTES));
      }
    } catch (RejectedException e) {
      LOG.log(Level.WARNING, "where devices were met cannot be read", e);
    }
    return known;
  }

  /** Keeps whom the relay met, so that it finds them, and they it, after a restart. */
  private final class Keeping implements TunnelEvents {
    private int toldBefore;

    @Override
    public void known(List<byte[]> entries) {
      List<byte[]> few = entries.subList(0, Math.min(MOST_KNOWN, entries.size()));
      ByteWriter out = new ByteWriter().varint(few.size());
      few.forEach(out::blob);
      byte[] bytes = out.toBytes();
      int told = Arrays.hashCode(bytes);
      if (!few.isEmpty() && told != toldBefore) {
        toldBefore = told;
        store.putProperty(KNOWN, bytes);
      }
    }

    @Override
    public void failed(String reason) {
      LOG.log(Level.WARNING, reason);
    }
  }
}

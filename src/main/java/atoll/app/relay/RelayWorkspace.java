package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.SigningKey;
import atoll.identity.own.MineQuestion;
import atoll.store.WorkspaceStore;
import atoll.sync.SyncOptions;
import atoll.sync.SyncThread;
import atoll.sync.link.hazelcast.HazelcastEvents;
import atoll.sync.link.hazelcast.Knocking;
import atoll.sync.link.hazelcast.TunneledLink;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.TunnelEvents;
import atoll.sync.link.tunnel.TunnelOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One workspace that a relay holds: takes what its devices send, and gives it to those who lack it. */
final class RelayWorkspace implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RelayWorkspace.class.getName());
  private static final String KNOWN = "relay-known";
  private static final int MOST_KNOWN = 1024;
  private static final int MOST_ENTRY_BYTES = 4096;

  private final Held held;
  private final TunneledLink link;
  private final SyncThread runtime;
  private final RelaySession session;
  private volatile RelayTask task;

  /** @param onLost is run when the members go on with another branch of a log than the one held here */
  RelayWorkspace(
      RelayTask task,
      Held held,
      Doorway doorway,
      SigningKey device,
      long mostBytes,
      Runnable onLost) {
    this.task = task;
    this.held = held;
    link = new TunneledLink(
        new TunnelOptions(task.workspace(), task.addresses(), known(held.store())),
        doorway,
        guests(),
        HazelcastEvents.NONE,
        new Keeping());
    runtime = new SyncThread("relay-" + task.workspace().toString().substring(0, 8));
    session = new RelaySession(
        held,
        device,
        mostBytes,
        new RelaySession.Ways(SyncOptions.DEFAULT, link, runtime),
        new RelaySession.Events() {
          @Override
          public void membersChanged() {
            link.allow(guests());
          }

          @Override
          public void branchLost() {
            onLost.run();
          }
        });
    new Knocking(session.inbox(), link, runtime).begin();
    session.start();
  }

  /** Whether the workspace is named to a device that asks for its person's. */
  boolean mayKnow(MineQuestion question) {
    return held.members().mayKnow(question);
  }

  /** One more device asks for the same. */
  void also(RelayTask more) {
    task = task.and(more);
    task.keep(held.store());
    link.allow(guests());
    link.know(task.addresses());
  }

  RelayTask task() {
    return task;
  }

  /** What is held and how that stands. */
  RelaySession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    runtime.close();
    session.keepBytes();
  }

  private Guests guests() {
    return held.members().guests(task);
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
        held.store().putProperty(KNOWN, bytes);
      }
    }

    @Override
    public void failed(String reason) {
      LOG.log(Level.WARNING, reason);
    }
  }
}

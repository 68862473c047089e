package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** A session with a thread and a link of its own, over logs in memory. */
public final class RealDevice implements Inbox, AutoCloseable {
  public final ReplicaId log = new ReplicaId(ThreadLocalRandom.current().nextLong());
  public final WorkspaceStore store;
  public final SyncSession session;
  public final Link link;
  public final Map<PeerId, byte[]> seen = new ConcurrentHashMap<>();
  private final SyncThread thread = new SyncThread("sync-test");
  private final List<Long> hopNanos = new ArrayList<>();

  public RealDevice(Link link) {
    this(link, Entries.store());
  }

  public RealDevice(Link link, WorkspaceStore store) {
    this.link = link;
    this.store = store;
    session = new SyncSession(SyncOptions.DEFAULT, Entries.WORKSPACE, store, this, link, thread);
    session.start();
  }

  /** Writes an entry that holds the time. */
  public void writeNow() {
    write(ByteBuffer.allocate(200).putLong(System.nanoTime()).array());
  }

  public void write(byte[]... bodies) {
    List<Envelope> entries = Entries.following(store, log, bodies);
    Entries.append(store, entries);
    session.stored(entries);
  }

  @Override
  public synchronized Receipt receive(List<Envelope> entries) {
    long now = System.nanoTime();
    Entries.append(store, entries);
    for (Envelope entry : entries) {
      if (entry.body().length == 200) {
        hopNanos.add(now - ByteBuffer.wrap(entry.body()).getLong());
      }
    }
    notifyAll();
    return Receipt.ALL;
  }

  @Override
  public boolean presence(PeerId from, byte[] beat) {
    seen.put(from, beat);
    return true;
  }

  /** From before storing here to the inbox there, sorted; only between devices of one process. */
  public synchronized List<Long> hops() {
    return hopNanos.stream().sorted().toList();
  }

  public synchronized void forgetHops() {
    hopNanos.clear();
  }

  public long holds(RealDevice other) {
    return store.head(other.log).count();
  }

  /** Waits until it is so; says whether it is. */
  public synchronized boolean await(BooleanSupplier condition, long mostMillis) {
    long end = System.nanoTime() + mostMillis * 1_000_000;
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          return false;
        }
        wait(5);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    session.close();
    thread.close();
  }
}

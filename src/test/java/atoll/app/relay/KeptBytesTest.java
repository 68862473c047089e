package atoll.app.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.WorkspaceStore;
import atoll.store.memory.FailingStore;
import atoll.store.memory.MemoryStore;
import atoll.sync.Entries;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.DoorwayOptions;
import atoll.sync.link.tunnel.TunnelIdentity;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the start of a relay reads to know how much it holds. */
class KeptBytesTest {
  private static final ReplicaId LOG = new ReplicaId(7);
  private static final int BODY_BYTES = 300_000;

  private final MemoryStore memory = new MemoryStore();
  private final WorkspaceStore store = memory.workspace(Entries.WORKSPACE);
  private final AtomicLong read = new AtomicLong();

  @Test
  void startAfterAnEnd_readsNothing() {
    append(20);
    KeptBytes before = new KeptBytes(watched(store));
    assertEquals(20 * BODY_BYTES, before.count());
    assertEquals(20 * BODY_BYTES, read.getAndSet(0), "the first time all is read");
    before.keep(20 * BODY_BYTES);

    assertEquals(20 * BODY_BYTES, new KeptBytes(watched(store)).count());
    assertEquals(0, read.get());
  }

  @Test
  void startAfterACrash_readsNotMoreThanCameSinceItWasKept() {
    KeptBytes before = new KeptBytes(watched(store));
    long bytes = before.count();
    for (int i = 0; i < 30; i++) {
      append(1);
      bytes += BODY_BYTES;
      before.grew(bytes);
    }
    read.set(0);
    assertEquals(bytes, new KeptBytes(watched(store)).count());
    assertTrue(read.get() < KeptBytes.KEEP_BYTES + BODY_BYTES, read + " bytes were read");
  }

  @Test
  void whatWasKeptOfMoreThanIsHere_isCountedAnew() {
    append(3);
    KeptBytes more = new KeptBytes(store);
    more.keep(more.count());
    MemoryStore restored = new MemoryStore();
    WorkspaceStore less = restored.workspace(Entries.WORKSPACE);
    Entries.append(less, Entries.following(less, LOG, new byte[BODY_BYTES]));
    less.putProperty("relay-bytes", store.property("relay-bytes").orElseThrow());
    assertEquals(BODY_BYTES, new KeptBytes(less).count());

    less.putProperty("relay-bytes", new byte[] {1, 2, 3});
    assertEquals(BODY_BYTES, new KeptBytes(less).count());
  }

  /** A relay could not end in order then, and did not open again what it had ended. */
  @Test
  void fullDisk_isNoReasonToFail_andTheNextStartCounts() {
    FailingStore disk = new FailingStore(Entries.WORKSPACE, LOG, new Random(1));
    Entries.append(disk, Entries.following(disk, LOG, new byte[BODY_BYTES]));
    KeptBytes before = new KeptBytes(disk);
    disk.full(true);
    before.keep(before.count());
    assertEquals(BODY_BYTES, new KeptBytes(disk).count());
  }

  @Test
  void relayThatStartsAgainWithMuch_readsNoneOfIt() throws Exception {
    append(40);
    new RelayTask(Entries.WORKSPACE, List.of(), List.of()).keep(store);
    assertEquals(40 * BODY_BYTES, startAndEnd());
    assertTrue(read.getAndSet(0) >= 40 * BODY_BYTES, "the guard: the first start reads all");
    assertEquals(40 * BODY_BYTES, startAndEnd());
    assertEquals(0, read.get());
  }

  /** Gives the bytes that the relay says it holds. */
  private long startAndEnd() throws Exception {
    SecretKeys keys = SecretKeys.generate(new Random(5));
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try (Doorway doorway = new Doorway(
            new DoorwayOptions(loopback, 0, false, loopback), TunnelIdentity.of(keys.signing()));
        Relay relay = new Relay(
            stores(), doorway, keys.signing(), Hash.NONE, new Relay.Limits(3, Long.MAX_VALUE))) {
      relay.start();
      return relay.workspaces().getFirst().session().bytes();
    }
  }

  private Store stores() {
    return watched(
        Store.class,
        memory,
        result -> result instanceof WorkspaceStore one ? watched(one) : result);
  }

  /** Counts what is read of bodies. */
  private WorkspaceStore watched(WorkspaceStore inner) {
    return watched(WorkspaceStore.class, inner, result -> {
      if (result instanceof List<?> some) {
        some.stream()
            .filter(Envelope.class::isInstance)
            .forEach(entry -> read.addAndGet(((Envelope) entry).body().length));
      }
      return result;
    });
  }

  private static <T> T watched(Class<T> type, T inner, UnaryOperator<Object> result) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
          if (method.isDefault()) {
            // What it reads is read here too.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          try {
            return result.apply(method.invoke(inner, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  private void append(int entries) {
    for (int i = 0; i < entries; i++) {
      Entries.append(store, Entries.following(store, LOG, new byte[BODY_BYTES]));
    }
  }
}

package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crypto.SecretKeys;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Store;
import atoll.store.WorkspaceStore;
import atoll.store.h2.FolderStore;
import atoll.sync.StoringInbox;
import atoll.sync.SyncOptions;
import atoll.sync.SyncSession;
import atoll.sync.SyncThread;
import atoll.sync.link.MemoryLink;
import atoll.workspace.page.Delta;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is found on the devices of its people, and neither on the way, nor at a relay, nor in a log file. */
class NothingInClearTest {
  private static final String MARK = "zebra";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir
  private Path folder;

  private final MemoryLink.Hub hub = new MemoryLink.Hub();
  private final Queue<byte[]> heard = new ConcurrentLinkedQueue<>();
  private final Queue<byte[]> logged = new ConcurrentLinkedQueue<>();

  @Test
  void markedWords_areOnlyWhereTheyMayBe() throws Exception {
    Logger root = Logger.getLogger("atoll");
    Level before = root.getLevel();
    Handler handler = keeping();
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    try {
      run();
    } finally {
      root.removeHandler(handler);
      root.setLevel(before);
    }
    assertTrue(holdsMark(folder.resolve("ada")), "the words are where they were written");
    assertTrue(holdsMark(folder.resolve("bob")), "the words are where they were read");
    assertFalse(holdsMark(folder.resolve("relay")), "the relay can read the words");
    assertTrue(heard.size() >= 10, heard.size() + " messages");
    assertEquals(List.of(), heard.stream().filter(NothingInClearTest::isMarked).toList());
    assertEquals(List.of(), logged.stream().filter(NothingInClearTest::isMarked).toList());
  }

  private void run() throws Exception {
    try (Store adaStore = FolderStore.open(folder.resolve("ada"));
        Store bobStore = FolderStore.open(folder.resolve("bob"));
        FolderStore relayStore = FolderStore.open(folder.resolve("relay"));
        Instance ada = instance(adaStore, 1);
        Instance bob = instance(bobStore, 2)) {
      ada.namePerson(MARK + " Ada");
      Workspace home = ada.create(MARK + " home");
      NodeId page = home.tree().create(Optional.empty(), 0, NodeKind.PAGE, MARK + " title");
      write(home, page.document(), MARK + " text");
      home.files()
          .keep(new ByteArrayInputStream((MARK + " file").getBytes(StandardCharsets.UTF_8)));
      bob.namePerson(MARK + " Bob");
      Workspace joined = bob.join(home.invite("editor", Duration.ofDays(1)));
      await(() -> !home.people().asking().isEmpty());
      home.people().admit(home.people().asking().getFirst().id(), "editor");
      await(() -> joined.pages().state(page.document()).text().contains(MARK + " text"));
      try (SyncThread thread = new SyncThread("relay");
          SyncSession relay = relay(home.id(), relayStore, thread)) {
        relay.start();
        int tab = home.presence().newTab();
        home.presence()
            .moved(tab, page.document(), home.pages().state(page.document()).version(), 1, 3);
        await(() -> hasCaret(joined, page.document()));
        WorkspaceStore all = adaStore.workspace(home.id());
        await(() -> relayStore.workspace(home.id()).clock().equals(all.clock()));
        assertTrue(all.clock().counts().size() > 0, "nothing was written");
      }
    }
  }

  private Instance instance(Store store, int seed) {
    return new Instance(
        store,
        SecretKeys.generate(new Random(seed)),
        new MemoryMeeting(hub, link -> new Overheard(link, heard::add, (from, message) -> {})),
        new Random(10L + seed),
        Instant::now);
  }

  private SyncSession relay(WorkspaceId workspace, Store store, SyncThread thread) {
    WorkspaceStore part = store.workspace(workspace);
    return new SyncSession(
        SyncOptions.DEFAULT,
        workspace,
        part,
        new StoringInbox(part, entry -> true, 0, Long.MAX_VALUE),
        new Overheard(new MemoryLink(hub), heard::add, (from, message) -> {}),
        thread);
  }

  private static void write(Workspace workspace, DocumentId page, String text) {
    Frontier base = workspace.pages().state(page).version();
    Delta typed = new Delta(List.of(new Delta.Insert(text, new TreeMap<>())), new TreeMap<>());
    var _ = workspace.pages().edit(page, base, typed, Optional.empty()).join();
  }

  private static boolean hasCaret(Workspace workspace, DocumentId page) {
    CountDownLatch answered = new CountDownLatch(1);
    boolean[] found = new boolean[1];
    workspace.presence().carets(page, 0, carets -> {
      found[0] = carets.all().stream().anyMatch(caret -> caret.name().contains(MARK));
      answered.countDown();
    });
    try {
      return answered.await(10, TimeUnit.SECONDS) && found[0];
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come about");
      Thread.onSpinWait();
    }
  }

  private Handler keeping() {
    SimpleFormatter formatter = new SimpleFormatter();
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        logged.add(formatter.format(entry).getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void flush() {
        // All is in memory.
      }

      @Override
      public void close() {
        // As above.
      }
    };
  }

  private static boolean holdsMark(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (isMarked(Files.readAllBytes(file))) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isMarked(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String wide = new String(MARK.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
    return text.contains(MARK) || text.contains(wide);
  }
}

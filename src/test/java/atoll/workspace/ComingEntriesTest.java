package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryStore;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More entries come at once than are taken at once. */
class ComingEntriesTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final DocumentId PAGE = new DocumentId("page");
  private static final int KEYS = 2_500;

  private final List<Envelope> written = new ArrayList<>();
  private final MemoryStore disk = new MemoryStore(new Random(2));
  private final WorkspaceStore store = disk.workspace(WORKSPACE);
  private final Funnel reader = TestSeal.funnel(WORKSPACE, store);

  @BeforeEach
  void write() {
    try (Funnel writer =
        TestSeal.funnel(WORKSPACE, new MemoryStore(new Random(1)).workspace(WORKSPACE))) {
      writer.onStored(written::addAll);
      PageService pages = new PageService(writer);
      Frontier version = Frontier.EMPTY;
      for (int i = 0; i < KEYS; i++) {
        Delta key =
            new Delta(List.of(new Delta.Insert(digit(i), new TreeMap<>())), new TreeMap<>());
        version = pages.edit(PAGE, version, key, Optional.empty()).join().after();
      }
    }
    assertEquals(KEYS, written.size());
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private static String digit(int i) {
    return String.valueOf(i % 10);
  }

  private String text() {
    return new PageService(reader).state(PAGE).text();
  }

  private long held() {
    return store.head(written.getFirst().header().log()).count();
  }

  @Test
  void all_areTakenInTheirOrder() {
    List<Integer> numbers = new ArrayList<>();
    reader.onCommit(committed -> numbers.add(committed.changes().size()));

    assertEquals(List.of(), reader.receive(written).refused());

    assertEquals(KEYS, held());
    assertEquals(KEYS, numbers.stream().mapToInt(Integer::intValue).sum());
    assertTrue(numbers.size() > 1, "all at once");
    assertEquals("9876543210".repeat(KEYS / 10), text());
  }

  @Test
  void forgedOneAmongThem_stopsItsLogThere() {
    Envelope genuine = written.getLast();
    written.set(KEYS - 1, new Envelope(genuine.header(), genuine.body(), new byte[64]));

    assertEquals(
        List.of((long) KEYS - 1),
        reader.receive(written).refused().stream()
            .map(refused -> refused.number())
            .toList());

    assertEquals(KEYS - 1, held());
  }

  @Test
  void diskThatGetsFull_keepsWhatItTook() {
    reader.onCommit(committed -> disk.refuse("The disk is full"));

    assertThrows(StoreException.class, () -> reader.receive(written));

    long held = held();
    assertTrue(held > 0 && held < KEYS, held + " held");
    assertEquals(held, text().length());
  }
}

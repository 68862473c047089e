package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Anchor;
import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bytes that were changed, cut and made up: every reader takes them or says why not, and allocates no more than a small
 * multiple of them. A million of them, or {@code -Dfuzz.inputs=N}; {@code SnapshotTest} tries some thousands each time.
 */
@Tag("slow")
class DecoderFuzzTest {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
  private static final long SEED = Long.getLong("fuzz.seed", 5);

  /** Bytes of memory for each byte of input. */
  private static final int MOST_TIMES = 20;

  /** Bytes that an empty document, an exception and its trace take. */
  private static final long ALWAYS = 48 << 10;

  /** A document of somebody else is read as it came, and made again: the tables of both are there at once. */
  private static final int DOCUMENTS_OF_OTHERS = 2;

  @FunctionalInterface
  private interface Reader {
    void read(byte[] bytes) throws RejectedException;
  }

  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Random random = new Random(SEED);
  private int taken;
  private int rejected;

  @Test
  void changes_changedCutAndMadeUp_areTakenOrRejected() {
    List<byte[]> good = new ArrayList<>();
    document().changesSince(Frontier.EMPTY).forEach(change -> good.add(change.toBytes()));
    fuzz(good, Change::parse, INPUTS / 2);
  }

  @Test
  void documents_changedCutAndMadeUp_areTakenOrRejected() {
    fuzz(savedDocuments(), bytes -> Document.load(bytes, new ReplicaId(9)), INPUTS / 8);
  }

  /** With the right checksum, so that what is behind it is tried. */
  @Test
  void documentsWithTheirChecksum_changedCutAndMadeUp_areTakenOrRejected() {
    fuzz(
        savedDocuments(),
        bytes -> Document.load(Sealed.withChecksum(bytes), new ReplicaId(9)),
        INPUTS / 16);
  }

  /** The same with all of it read and made again. */
  @Test
  void documentsOfOthers_changedCutAndMadeUp_areTakenOrRejected() {
    fuzz(
        savedDocuments(),
        bytes -> Document.loadForeign(Sealed.withChecksum(bytes), new ReplicaId(9)),
        INPUTS / 16,
        DOCUMENTS_OF_OTHERS);
  }

  @Test
  void frontiersAndAnchors_changedCutAndMadeUp_areTakenOrRejected() {
    Document document = document();
    ContainerId text = ContainerId.root(Kind.TEXT, "text");
    fuzz(List.of(document.frontier().toBytes()), Frontier::parse, INPUTS / 8);
    fuzz(List.of(document.anchor(text, 2, Side.LEFT).toBytes()), Anchor::parse, INPUTS / 8);
  }

  private void fuzz(List<byte[]> good, Reader reader, int inputs) {
    fuzz(good, reader, inputs, 1);
  }

  private void fuzz(List<byte[]> good, Reader reader, int inputs, int documents) {
    for (byte[] bytes : good) {
      read(reader, bytes, documents);
    }
    rejected = 0;
    for (int i = 0; i < inputs; i++) {
      read(reader, input(good.get(random.nextInt(good.size()))), documents);
    }
    assertTrue(rejected > inputs / 10, rejected + " rejected, " + taken + " taken");
  }

  private byte[] input(byte[] good) {
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 1 -> {
        byte[] made = new byte[random.nextInt(64)];
        random.nextBytes(made);
        yield made;
      }
      case 2 -> {
        int from = random.nextInt(good.length);
        byte[] cut = Arrays.copyOf(good, good.length - (good.length - from) / 2);
        System.arraycopy(good, good.length - (cut.length - from), cut, from, cut.length - from);
        yield cut;
      }
      case 3 -> Arrays.copyOf(good, good.length + random.nextInt(8));
      default -> mutated(good);
    };
  }

  private byte[] mutated(byte[] good) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes[at] = switch (random.nextInt(4)) {
        case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
        case 1 -> (byte) 0xff;
        case 2 -> (byte) (bytes[at] + 1);
        default -> (byte) random.nextInt(256);
      };
    }
    return bytes;
  }

  /** Reads, and again if it took too much, because the first of its kind loads classes. */
  private void read(Reader reader, byte[] bytes, int documents) {
    long allowed = (long) bytes.length * MOST_TIMES + documents * ALWAYS;
    if (allocated(reader, bytes) > allowed) {
      long again = allocated(reader, bytes);
      assertTrue(
          again <= allowed,
          () -> again + " bytes for an input of " + bytes.length + ": "
              + HexFormat.of().formatHex(bytes));
    }
  }

  private long allocated(Reader reader, byte[] bytes) {
    long before = memory.getCurrentThreadAllocatedBytes();
    try {
      reader.read(bytes);
      taken++;
    } catch (RejectedException e) {
      rejected++;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + SEED + ", input " + HexFormat.of().formatHex(bytes), e);
    }
    return memory.getCurrentThreadAllocatedBytes() - before;
  }

  /** With all of its history, half of it, and none. */
  private static List<byte[]> savedDocuments() {
    Document document = document();
    List<Change> changes = document.changesSince(Frontier.EMPTY);
    Frontier half = Frontier.of(changes.get(changes.size() / 2).lastId());
    return List.of(
        document.save(), document.saveSince(half), document.saveSince(document.frontier()));
  }

  private static Document document() {
    Document document = Document.create(new ReplicaId(0x1122334455667788L));
    ContainerId text = ContainerId.root(Kind.TEXT, "text");
    ContainerId list = ContainerId.root(Kind.LIST, "list");
    ContainerId map = ContainerId.root(Kind.MAP, "map");
    ContainerId tree = ContainerId.root(Kind.TREE, "tree");
    OpId[] node = new OpId[1];
    edit(document, draft -> {
      draft.insert(text, 0, "Hello, \ud83d\ude00 world\n");
      draft.insert(text, 5, "styled", Map.of("bold", Value.of(true)));
    });
    edit(
        document,
        draft -> draft.mark(text, 1, 9, "link", Value.of("https://example.org"), Expand.NONE));
    edit(document, draft -> draft.delete(text, 2, 3));
    edit(document, draft -> {
      draft.listInsert(
          list,
          0,
          List.of(Value.of(1), Value.of(List.of(Value.of("x"), Value.NULL)), Value.of(0.5)));
      draft.listMove(list, 0, 2);
      draft.listSet(list, 1, Value.of(new TreeMap<>(Map.of("f", Value.of(new byte[] {1, 2, 3})))));
      draft.listDelete(list, 0, 1);
    });
    edit(document, draft -> {
      draft.put(map, "key", Value.container(Kind.TEXT));
      draft.remove(map, "gone");
      draft.add(ContainerId.root(Kind.COUNTER, "c"), -3);
    });
    edit(document, draft -> {
      node[0] = draft.createNode(tree, null, 0);
      draft.createNode(tree, node[0], 0);
      draft.put(ContainerId.nested(node[0], Kind.MAP), "title", Value.of("A page"));
    });
    edit(document, draft -> draft.removeNode(tree, node[0]));
    document.commit(document.plan(document.undo().orElseThrow()));
    return document;
  }

  private static void edit(Document document, Consumer<Draft> edit) {
    Draft draft = document.draft().time(1_700_000_000_000L);
    edit.accept(draft);
    document.commit(document.plan(draft));
  }
}

package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException.Reason;
import atoll.crdt.hostile.Sealed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "first");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final int INPUTS = 5_000;

  @ParameterizedTest
  @ValueSource(strings = {"snapshot-1.hex", "snapshot-2.hex"})
  void golden_snapshotOfAnyFormat_isRead(String name) throws IOException, RejectedException {
    Document document = Document.load(golden(name), new ReplicaId(9));
    assertEquals(sample().text(TEXT).spans(), document.text(TEXT).spans());
    assertEquals(sample().changesSince(Frontier.EMPTY), document.changesSince(Frontier.EMPTY));
    assertEquals(Value.of("task"), document.map(MAP).get("type"));
  }

  @Test
  void golden_snapshotWithoutTheBeginning_isReadAndWrittenTheSame()
      throws IOException, RejectedException {
    byte[] golden = golden("snapshot-3.hex");
    assertEquals(HexFormat.of().formatHex(golden), HexFormat.of().formatHex(trimmed()));
    for (Document document : List.of(
        Document.load(golden, new ReplicaId(9)), Document.loadForeign(golden, new ReplicaId(9)))) {
      assertEquals(everything().text(TEXT).spans(), document.text(TEXT).spans());
      assertEquals(everything().list(LIST).size(), document.list(LIST).size());
      assertEquals(everything().tree(TREE).children(null), document.tree(TREE).children(null));
      assertEquals(Value.of("task"), document.map(MAP).get("type"));
      assertEquals(3, document.counter(ContainerId.root(Kind.COUNTER, "visits")));
      assertEquals(1, document.changesSince(document.trimmedAt().orElseThrow()).size());
    }
  }

  @Test
  void golden_changesOfFormatOne_areRead() throws IOException, RejectedException {
    byte[] all = golden("changes-1.hex");
    List<Change> changes = new ArrayList<>();
    for (int at = 0; at < all.length; at += 1 + (all[at] & 0xff)) {
      changes.add(Change.parse(Arrays.copyOfRange(all, at + 1, at + 1 + (all[at] & 0xff))));
    }
    assertEquals(sample().changesSince(Frontier.EMPTY), changes);
  }

  @Test
  void save_ofWhatWasLoaded_isTheSame() throws RejectedException {
    byte[] saved = sample().save();
    assertEquals(
        HexFormat.of().formatHex(saved),
        HexFormat.of().formatHex(Document.load(saved, new ReplicaId(1)).save()));
  }

  @Test
  void load_ofADamagedSnapshot_isRejected() {
    byte[] saved = sample().save();
    for (int i = 0; i < saved.length; i++) {
      byte[] damaged = saved.clone();
      damaged[i] ^= 0x10;
      assertThrows(RejectedException.class, () -> Document.load(damaged, new ReplicaId(1)));
    }
  }

  @Test
  void load_ofMutatedInput_isReadOrRejectedAndNothingElse() {
    loadMutated(sample().save());
    loadMutated(trimmed());
  }

  private static void loadMutated(byte[] saved) {
    Random random = new Random(11);
    int rejected = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] mutated = Sealed.withChecksum(mutated(saved, random));
      try {
        Document document = Document.load(mutated, new ReplicaId(1));
        document.text(TEXT).spans();
      } catch (RejectedException e) {
        rejected++;
      }
    }
    assertTrue(rejected > INPUTS / 4, rejected + " rejected");
  }

  @Test
  void loadForeign_ofForgedInput_isReplayedOrRejectedAndNothingElse() {
    loadForged(sample().save());
    loadForged(trimmed());
  }

  private static void loadForged(byte[] saved) {
    Random random = new Random(13);
    int rejected = 0;
    int taken = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] forged = Sealed.withChecksum(mutated(saved, random));
      try {
        useAll(Document.loadForeign(forged, new ReplicaId(1)));
        taken++;
      } catch (RejectedException e) {
        rejected++;
      }
    }
    assertTrue(rejected > INPUTS / 4 && taken > INPUTS / 100, rejected + " and " + taken);
  }

  /** What reads the whole history in every way. */
  private static void useAll(Document document) throws RejectedException {
    Frontier version = document.frontier();
    assertEquals(
        document.text(TEXT).spans(),
        document.at(version).text(TEXT).spans(),
        "what is shown is what the history comes to");
    document.diff(document.trimmedAt().orElse(Frontier.EMPTY), version);
    document.undo();
    Document.load(document.save(), new ReplicaId(2)).at(version).text(TEXT).spans();
  }

  @Test
  void parse_ofMutatedChanges_isReadOrRejectedAndNothingElse() {
    Document document = sample();
    List<Change> changes = document.changesSince(Frontier.EMPTY);
    Random random = new Random(12);
    int rejected = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] mutated = mutated(changes.get(random.nextInt(changes.size())).toBytes(), random);
      try {
        document.plan(List.of(Change.parse(mutated)));
      } catch (RejectedException e) {
        rejected++;
      }
    }
    assertTrue(rejected > INPUTS / 4, rejected + " rejected");
    assertEquals(sample().text(TEXT).spans(), document.text(TEXT).spans());
    assertEquals(sample().frontier(), document.frontier());
  }

  @Test
  void load_ofANewerFormat_saysSo() {
    byte[] saved = sample().save();
    saved[4] = 4;
    assertEquals(
        Reason.TOO_NEW,
        assertThrows(RejectedException.class, () -> Document.load(saved, new ReplicaId(1)))
            .reason());
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] copy = random.nextInt(4) == 0
        ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
        : bytes.clone();
    for (int n = random.nextInt(4); n >= 0 && copy.length > 0; n--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return copy;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = SnapshotTest.class.getResourceAsStream("/atoll/crdt/" + name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  private static Document sample() {
    Document document = Document.create(new ReplicaId(0x0102030405060708L));
    Draft first = document.draft().time(1_700_000_000_000L);
    first.insert(TEXT, 0, "Hello wörld \uD83D\uDE00!");
    first.put(MAP, "type", Value.of("task"));
    document.commit(document.plan(first));
    Frontier old = document.frontier();
    Draft second = document.draft().time(1_700_000_000_900L);
    second.mark(TEXT, 6, 11, "bold", Value.of(true), Expand.END);
    second.insert(TEXT, 15, "\n", Map.of("type", Value.of("quote")));
    second.delete(TEXT, 0, 2);
    document.commit(document.plan(second));
    Draft apart = document.draftAt(old);
    apart.insert(TEXT, 6, "new ");
    apart.add(ContainerId.root(Kind.COUNTER, "visits"), 3);
    document.commit(document.plan(apart));
    return document;
  }

  /** The same with a list and a tree, and one change after all of it. */
  private static Document everything() {
    Document document = sample();
    Draft more = document.draft();
    more.listInsert(LIST, 0, List.of(Value.of(1), Value.of(2), Value.of(3)));
    OpId node = more.createNode(TREE, null, 0);
    more.createNode(TREE, node, 0);
    more.put(MAP, "gone", Value.of(1));
    document.commit(document.plan(more));
    Draft moves = document.draft();
    moves.listMove(LIST, 0, 2);
    moves.remove(MAP, "gone");
    moves.moveNode(TREE, document.tree(TREE).children(node).getFirst(), null, 0);
    moves.insert(TEXT, 1, "styled", Map.of("color", Value.of("teal")));
    document.commit(document.plan(moves));
    Draft cut = document.draft();
    cut.delete(TEXT, 2, 3);
    cut.listDelete(LIST, 0, 1);
    document.commit(document.plan(cut));
    Draft last = document.draft();
    last.insert(TEXT, 0, "Now: ");
    document.commit(document.plan(last));
    return document;
  }

  private static byte[] trimmed() {
    Document document = everything();
    List<Change> all = document.changesSince(Frontier.EMPTY);
    return document.saveSince(Frontier.of(all.get(all.size() - 2).lastId()));
  }

  /** Prints the golden files: for a new format, never to change those of an old one. */
  public static void main(String[] args) {
    HexFormat hex = HexFormat.of();
    System.out.println(hex.formatHex(sample().save()));
    System.out.println(hex.formatHex(trimmed()));
    StringBuilder changes = new StringBuilder();
    for (Change change : sample().changesSince(Frontier.EMPTY)) {
      byte[] bytes = change.toBytes();
      changes.append(hex.toHexDigits((byte) bytes.length)).append(hex.formatHex(bytes));
    }
    System.out.println(changes);
  }
}

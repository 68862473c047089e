package atoll.crdt.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.hostile.Sealed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Documents without the beginning of their history, as a stranger could have forged them: each is rejected, or it is one
 * that can be read, edited, saved and loaded again. {@code -Dfuzz.forged=N} tries more.
 */
class ForgedDocumentTest {
  private static final int DOCUMENTS = Integer.getInteger("fuzz.forged", 10);
  private static final int FORGERIES = 120;
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  private int taken;
  private int rejected;

  @Test
  void forgedDocuments_areRejectedOrUsable() throws RejectedException {
    Random seeds = new Random(41);
    for (int i = 0; i < DOCUMENTS; i++) {
      long seed = seeds.nextLong();
      Random random = new Random(seed);
      byte[] honest = trimmed(random);
      int before = taken;
      tryOut(honest, random, "seed " + seed);
      assertEquals(before + 1, taken, "an honest one");
      for (int j = 0; j < FORGERIES; j++) {
        tryOut(forged(honest, random), random, "seed " + seed + ", forgery " + j);
      }
    }
    assertTrue(rejected > DOCUMENTS && taken > 2 * DOCUMENTS, rejected + " and " + taken);
  }

  /** Found by this test: each was taken once, and then something that reads it failed. */
  @Test
  void forgeriesThatWereTakenOnce_areRejectedOrUsable() throws IOException {
    try (InputStream in =
        ForgedDocumentTest.class.getResourceAsStream("/atoll/crdt/forged-documents.hex")) {
      if (in == null) {
        throw new IOException("no forged documents");
      }
      new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .forEach(
              line -> tryOut(HexFormat.of().parseHex(line), new Random(1), line.substring(0, 24)));
    }
  }

  private void tryOut(byte[] bytes, Random random, String name) {
    try {
      Document document;
      try {
        document = Document.loadForeign(bytes, new ReplicaId(5));
      } catch (RejectedException e) {
        rejected++;
        return;
      }
      taken++;
      use(document, new Editor(random));
    } catch (RejectedException | RuntimeException | AssertionError e) {
      throw new AssertionError(name + ": " + e, e);
    }
  }

  private static void use(Document document, Editor editor) throws RejectedException {
    Picture now = Picture.of(document);
    Frontier version = document.frontier();
    Frontier first = document.trimmedAt().orElse(Frontier.EMPTY);
    assertEquals(now, Picture.of(document.at(version)), "what the history comes to");
    document.diff(first, version);
    document.diff(version, first);
    document.authorship(TEXT);
    byte[] saved = document.save();
    assertEquals(now, Picture.of(Document.load(saved, new ReplicaId(6))), "loaded again");
    assertEquals(now, Picture.of(Document.loadForeign(saved, new ReplicaId(7))), "given on");
    byte[] less = document.saveSince(version);
    assertEquals(now, Picture.of(Document.loadForeign(less, new ReplicaId(8))), "trimmed again");
    for (Frontier parents : List.of(first, version)) {
      Draft draft = document.draftAt(parents);
      editor.edit(draft, document.at(parents), 3);
      take(document, draft);
      document.undo().ifPresent(undo -> take(document, undo));
    }
    assertEquals(Picture.of(document.at(document.frontier())), Picture.of(document), "edited");
  }

  private static void take(Document document, Draft draft) {
    if (!draft.isEmpty()) {
      document.commit(document.plan(draft));
    }
  }

  private static byte[] forged(byte[] honest, Random random) {
    byte[] bytes = honest.clone();
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = Sealed.HEAD_BYTES + random.nextInt(bytes.length - Sealed.HEAD_BYTES);
      bytes[at] = switch (random.nextInt(4)) {
        case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
        case 1 -> (byte) (bytes[at] + 1);
        case 2 -> (byte) (bytes[at] - 1);
        default -> (byte) random.nextInt(256);
      };
    }
    return Sealed.withChecksum(bytes);
  }

  /** A document of three writers that begins in the middle of what they did. */
  private static byte[] trimmed(Random random) throws RejectedException {
    Editor editor = new Editor(random);
    List<Change> said = new ArrayList<>();
    List<Replica> replicas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      replicas.add(new Replica(new ReplicaId(random.nextLong())));
    }
    write(replicas, editor, random, said);
    Replica one = replicas.getFirst();
    Draft shared = one.document().draft();
    shared.insert(TEXT, 0, "V");
    said.addAll(one.take(shared).changes());
    Frontier version = one.document().frontier();
    for (Replica replica : replicas) {
      hear(replica, said);
    }
    write(replicas, editor, random, said);
    return one.document().saveSince(version);
  }

  private static void write(List<Replica> replicas, Editor editor, Random random, List<Change> said)
      throws RejectedException {
    for (int i = 0; i < 20; i++) {
      Replica replica = replicas.get(random.nextInt(replicas.size()));
      if (random.nextInt(5) == 0) {
        hear(replica, said);
        continue;
      }
      Optional<Draft> undo = random.nextInt(6) == 0 ? replica.document().undo() : Optional.empty();
      Draft draft = undo.orElseGet(replica.document()::draft);
      if (undo.isEmpty()) {
        editor.edit(draft, replica.document(), 3);
      }
      if (!draft.isEmpty()) {
        said.addAll(replica.take(draft).changes());
      }
    }
    for (Replica replica : replicas) {
      hear(replica, said);
    }
  }

  private static void hear(Replica replica, List<Change> changes) throws RejectedException {
    replica.take(changes.stream().map(Change::toBytes).toList());
  }
}

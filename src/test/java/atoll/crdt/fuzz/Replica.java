package atoll.crdt.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.Change;
import atoll.crdt.Commit;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One writer: a document, views that follow it by patches, and what the network has for it. */
final class Replica {
  final ReplicaId id;
  final List<byte[]> inbox = new ArrayList<>();
  private final ShadowDocument shadow = new ShadowDocument();
  private Document document;

  Replica(ReplicaId id) {
    this.id = id;
    document = Document.create(id);
  }

  Document document() {
    return document;
  }

  Commit take(Draft draft) {
    return commit(document.plan(draft));
  }

  Commit take(List<byte[]> messages) throws RejectedException {
    List<Change> changes = new ArrayList<>();
    for (byte[] message : messages) {
      changes.add(Change.parse(message));
    }
    return commit(document.plan(changes));
  }

  private Commit commit(Plan plan) {
    Commit commit = document.commit(plan);
    shadow.apply(commit.patches());
    assertEquals(Picture.of(document).shown(), shadow.shown(), "the views by patches");
    return commit;
  }

  /** Ends and starts again without the history before a version. */
  void trim(Frontier version) throws RejectedException {
    Picture before = Picture.of(document);
    document = Document.load(document.saveSince(version), id);
    assertEquals(before, Picture.of(document), "after trimming at " + version);
  }

  /** Ends and starts again from what was saved. */
  void restart() throws RejectedException {
    Picture before = Picture.of(document);
    int waiting = document.waiting().size();
    byte[] saved = document.save();
    byte[] cut = Arrays.copyOf(saved, saved.length * 2 / 3);
    assertThrows(RejectedException.class, () -> Document.load(cut, id));
    document = Document.load(saved, id);
    assertEquals(before, Picture.of(document), "after a restart");
    assertEquals(waiting, document.waiting().size(), "changes that wait, after a restart");
  }
}

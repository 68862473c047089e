package atoll.store;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope.Header;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One log, as its author grows it. */
public final class TestLog {
  /** A workspace to write into. */
  public static final WorkspaceId WORKSPACE = workspace("first");

  private final WorkspaceId workspace;
  private final ReplicaId replica;
  private long count;
  private Hash last = Hash.NONE;

  public TestLog(WorkspaceId workspace, long replica) {
    this.workspace = workspace;
    this.replica = new ReplicaId(replica);
  }

  public TestLog(long replica) {
    this(WORKSPACE, replica);
  }

  public static WorkspaceId workspace(String name) {
    return new WorkspaceId(Hash.of(name.getBytes(StandardCharsets.UTF_8)));
  }

  public ReplicaId replica() {
    return replica;
  }

  /** Entries made so far. */
  public long count() {
    return count;
  }

  /** Goes on behind what a store holds. */
  public TestLog continued(WorkspaceStore store) {
    WorkspaceStore.Head head = store.head(replica);
    count = head.count();
    last = head.last();
    return this;
  }

  /** The next entry, with a body. */
  public Envelope next(byte[] body) {
    Envelope envelope = new Envelope(
        new Header(Envelope.SUITE_OPEN, workspace, replica, count, last, Clock.EMPTY),
        body,
        new byte[0]);
    count++;
    last = envelope.hash();
    return envelope;
  }

  public Envelope next(String body) {
    return next(body.getBytes(StandardCharsets.UTF_8));
  }

  /** An append of one entry that touches documents. */
  public static Append append(Envelope envelope, String... touches) {
    List<DocumentId> documents = List.of(touches).stream().map(DocumentId::new).toList();
    return new Append(
        List.of(new Entry(envelope, documents, Optional.empty())),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** The body of an entry as text. */
  public static String text(Envelope envelope) {
    return new String(envelope.body(), StandardCharsets.UTF_8);
  }
}

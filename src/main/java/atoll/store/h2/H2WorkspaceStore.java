package atoll.store.h2;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.store.Clock;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.store.journal.Fact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The workspace's part of a {@link H2Store}. */
final class H2WorkspaceStore implements WorkspaceStore {
  private static final String SNAPSHOT =
      "SELECT UP_TO, HASH, BYTES FROM ATOLL.SNAPSHOT WHERE WORKSPACE = ? AND DOCUMENT = ?";
  private static final String STALE =
      "SELECT DOCUMENT FROM ATOLL.STALE WHERE WORKSPACE = ? ORDER BY DOCUMENT";
  private static final String STEP =
      "SELECT NUMBER FROM ATOLL.STEP WHERE WORKSPACE = ? AND SESSION = ?";
  private static final String PROPERTY =
      "SELECT CONTENT FROM ATOLL.PROPERTY WHERE WORKSPACE = ? AND NAME = ?";
  private static final String NOTE =
      "SELECT CONTENT FROM ATOLL.NOTE WHERE WORKSPACE = ? AND NAME = ?";

  private final Database database;
  private final Writer writer;
  private final int no;
  private final Function<byte[], ReplicaId> salted;
  private final Heads heads;
  private final EntryReader entries;

  /** Set on the thread that writes, or before anybody else has this. */
  private volatile boolean isFormer;

  private volatile ReplicaId self;

  /** @param salted the replica that follows from the folder, the workspace and some random bytes, or none */
  H2WorkspaceStore(
      Database database,
      Writer writer,
      EntryReader entries,
      Fact.Workspace workspace,
      Function<byte[], ReplicaId> salted) {
    this.salted = salted;
    this.database = database;
    this.writer = writer;
    this.entries = entries;
    this.no = workspace.no();
    this.self = salted.apply(property(GoingOn.SALT).orElse(new byte[0]));
    this.heads = HeadsLoader.load(database, workspace);
  }

  /** The number that the journal has for what is held here. */
  int no() {
    return no;
  }

  EntryReader entries() {
    return entries;
  }

  /** Lets nobody write here, from the next plan on. */
  void former(boolean now) {
    isFormer = now;
  }

  @Override
  public ReplicaId self() {
    return self;
  }

  @Override
  public void renew() {
    byte[] salt = GoingOn.salt();
    putProperty(GoingOn.SALT, salt);
    self = salted.apply(salt);
  }

  @Override
  public Clock clock() {
    return heads.clock();
  }

  @Override
  public Head head(ReplicaId log) {
    return heads.durable(log);
  }

  @Override
  public List<Envelope> entries(LogRange range, int mostBytes) {
    long held = heads.durable(range.log()).count();
    if (range.from() >= held) {
      return List.of();
    }
    return entries.entries(
        new LogRange(range.log(), range.from(), Math.min(range.to(), held)), mostBytes);
  }

  @Override
  public long append(Append append) {
    List<Fact.Item> items = append.entries().stream().map(Fact.Item::of).toList();
    return write(batch -> {
      long position = heads.plan(batch, items, append.step());
      batch.derive(tables -> {
        for (NodeRow node : append.nodes()) {
          tables.put(no, node);
        }
        for (PageText text : append.texts()) {
          tables.put(no, text);
        }
      });
      return position;
    });
  }

  @Override
  public Optional<Snapshot> snapshot(DocumentId document) {
    return database
        .read(s -> s.first(
            SNAPSHOT,
            row -> {
              byte[] bytes = row.getBytes(3);
              boolean sound = Hash.of(bytes).equals(Hash.wrap(row.getBytes(2)));
              return sound
                  ? Optional.of(new Snapshot(row.getLong(1), bytes))
                  : Optional.<Snapshot>empty();
            },
            no,
            document.value()))
        .flatMap(sound -> sound);
  }

  @Override
  public List<Arrived> entriesOf(DocumentId document, long after) {
    return entries.ofDocument(document, after);
  }

  @Override
  public void putSnapshot(DocumentId document, Snapshot snapshot) {
    derive(tables -> tables.put(no, document, snapshot));
  }

  @Override
  public List<DocumentId> stale() {
    return database.read(s -> s.list(STALE, row -> new DocumentId(row.getString(1)), no));
  }

  @Override
  public void putRows(List<DocumentId> fresh, List<NodeRow> nodes, List<PageText> texts) {
    derive(tables -> {
      for (NodeRow node : nodes) {
        tables.put(no, node);
      }
      for (PageText text : texts) {
        tables.put(no, text);
      }
      for (DocumentId document : fresh) {
        tables.fresh(no, document);
      }
    });
  }

  @Override
  public OptionalLong lastStep(String session) {
    Optional<Long> number = database.read(s -> s.first(STEP, row -> row.getLong(1), no, session));
    return number.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  @Override
  public Optional<byte[]> property(String key) {
    return database.read(s -> s.first(PROPERTY, row -> row.getBytes(1), no, key));
  }

  @Override
  public void putProperty(String key, byte[] value) {
    write(batch -> {
      batch.keep(new Fact.Property(no, key, value));
      return key;
    });
  }

  @Override
  public Optional<byte[]> note(String key) {
    return database.read(s -> s.first(NOTE, row -> row.getBytes(1), no, key));
  }

  @Override
  public void putNote(String key, byte[] value) {
    derive(tables -> tables.note(no, key, value));
  }

  private void derive(Batch.Rows rows) {
    write(batch -> {
      batch.derive(rows);
      return no;
    });
  }

  private <T> T write(Function<Batch, T> plan) {
    return writer.write(batch -> {
      if (isFormer) {
        throw new IllegalStateException(
            "what was held before of a workspace is only read, and the workspace has gone on");
      }
      return plan.apply(batch);
    });
  }
}

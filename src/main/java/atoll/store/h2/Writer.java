package atoll.store.h2;

import atoll.store.StoreException;
import atoll.store.journal.Fact;
import atoll.store.journal.Journal;
import atoll.store.journal.JournalPosition;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes: first the journal with an fsync, then the database in one transaction, then the callers are
 * told. What came while it was writing goes together the next time. Much is synced by a second thread, while the database is
 * given the rows; it commits them when that is done. They are threads of their own because an interrupt would close the
 * journal's file.
 *
 * <p>After a failure it refuses everything. If the journal failed, or if there is hardly any room left on the disk, the
 * database was not touched: each further wish tries whether it goes again. If the database failed only a new start helps.
 */
final class Writer implements AutoCloseable {
  /** Callers whose wishes may go together. */
  static final int MOST_JOBS = 256;

  /** Bytes after which what else came waits for the next frame. */
  static final long ENOUGH_BYTES = 1 << 20;

  /** After so long without a wish the database writes its file. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  /** After so long the database writes its file even if the wishes never cease. */
  private static final Duration LONGEST_DIRTY = Duration.ofSeconds(10);

  /** Far less than the 16 MiB and more at which the database would write by itself. */
  private static final long MOST_DIRTY_BYTES = 2 << 20;

  /** From so many bytes on, the disk is waited for while the database is given the rows. */
  static final long MANY_BYTES = 64 << 10;

  /**
   * What must be left on the disk. The database writes its file when it likes, and does not survive a disk that is full; so
   * the journal, which is written first, stops well before that.
   */
  static final long LEAST_ROOM_BYTES = 32 << 20;

  private static final Logger LOG = System.getLogger(Writer.class.getName());

  private final Journal journal;
  private final Database database;
  private final Tables tables;
  private final Checkpoints checkpoints;
  private final LongConsumer progress;
  private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final ExecutorService disk = Executors.newSingleThreadExecutor(
      task -> Thread.ofPlatform().daemon().name("atoll-disk").unstarted(task));
  private volatile @Nullable String refusal;
  /** Whether the database was touched by what failed. */
  private boolean isLasting;

  private long dirtyBytes;
  private long dirtySince;

  /** A wish and where its caller waits. Planning checks it and adds to the batch, or throws and adds nothing. */
  private record Job<T>(Function<Batch, T> plan, CompletableFuture<T> done, boolean last) {
    Runnable planned(Batch batch) {
      T result = plan.apply(batch);
      return () -> done.complete(result);
    }
  }

  /** @param progress is told now and then how many frames the journal has */
  Writer(Journal journal, Database database, Checkpoints checkpoints, LongConsumer progress) {
    this.checkpoints = checkpoints;
    this.progress = progress;
    this.journal = journal;
    this.database = database;
    this.tables = new Tables(database.writer());
    this.thread = Thread.ofPlatform().daemon().name("atoll-store").start(this::work);
  }

  /** Why nothing can be written any more. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /**
   * Plans on the thread that writes, and returns when what was planned is durable. Waits without regard to interrupts.
   *
   * @throws IllegalArgumentException if the plan is wrong; nothing of it is kept
   * @throws IllegalStateException if the plan comes too late; nothing of it is kept
   * @throws StoreException if the disk refuses; nothing of it is kept
   */
  <T> T write(Function<Batch, T> plan) {
    Job<T> job = new Job<>(plan, new CompletableFuture<>(), false);
    queue.add(job);
    if (!thread.isAlive()) {
      queue.forEach(late -> late.done().completeExceptionally(closed()));
    }
    try {
      return job.done().join();
    } catch (CompletionException e) {
      throw rethrown(e);
    }
  }

  /** Writes what has come so far and ends the thread. */
  @Override
  public void close() {
    if (thread.isAlive()) {
      queue.add(new Job<>(batch -> thread, new CompletableFuture<>(), true));
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    queue.forEach(late -> late.done().completeExceptionally(closed()));
    disk.shutdown();
  }

  private void work() {
    Deque<Job<?>> jobs = new ArrayDeque<>();
    boolean going = true;
    while (going) {
      Job<?> first = next();
      if (first == null) {
        checkpoint(true);
        continue;
      }
      jobs.add(first);
      queue.drainTo(jobs, MOST_JOBS - 1);
      going = jobs.stream().noneMatch(Job::last);
      while (!jobs.isEmpty()) {
        writeSome(jobs);
      }
    }
  }

  /** Waits for a job; null if the database should write its file because nothing came for a while. */
  private @Nullable Job<?> next() {
    try {
      return dirtyBytes == 0 || refusal != null
          ? queue.take()
          : queue.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null;
    }
  }

  /** @param all whether the file is to be whole on the disk after it; else soon */
  private void checkpoint(boolean all) {
    if (dirtyBytes > 0 && refusal == null) {
      dirtyBytes = 0;
      try {
        if (all) {
          checkpoints.all(journal.end().frame());
        } else {
          checkpoints.some();
        }
        progress.accept(journal.end().frame());
      } catch (SQLException | IOException e) {
        failure(e);
      }
    }
  }

  /** Writes the first jobs, as many as fit into one frame. */
  private void writeSome(Deque<Job<?>> jobs) {
    Batch batch = new Batch();
    List<Job<?>> taken = new ArrayList<>();
    List<Runnable> tell = new ArrayList<>();
    try {
      while (!jobs.isEmpty() && batch.bytes() < ENOUGH_BYTES) {
        Job<?> job = jobs.remove();
        taken.add(job);
        refuse();
        try {
          tell.add(job.planned(batch));
        } catch (RuntimeException e) {
          job.done().completeExceptionally(e);
        }
      }
      commit(batch);
      batch.committed();
      tell.forEach(Runnable::run);
      noteDirty(batch.bytes());
    } catch (Throwable e) {
      batch.failed();
      StoreException failure = failure(e);
      taken.forEach(job -> job.done().completeExceptionally(failure));
    }
  }

  private void noteDirty(long bytes) {
    long now = System.nanoTime();
    if (dirtyBytes == 0) {
      dirtySince = now;
    }
    dirtyBytes += bytes + 1;
    boolean isOverdue = now - dirtySince > LONGEST_DIRTY.toNanos();
    if (isOverdue || dirtyBytes > MOST_DIRTY_BYTES) {
      // While very much comes the disk is not waited for.
      checkpoint(isOverdue);
    }
  }

  private void refuse() {
    if (refusal != null && !isLasting) {
      recover();
    }
    String why = refusal;
    if (why != null) {
      throw new StoreException(why);
    }
  }

  private void recover() {
    try {
      checkRoom();
      journal.mend();
      refusal = null;
      LOG.log(Level.INFO, "The disk obeys again, so that everything can be saved");
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The disk still refuses", e);
    }
  }

  private void checkRoom() throws IOException {
    long room = journal.room();
    if (room < LEAST_ROOM_BYTES) {
      throw new IOException("there are only " + (room >> 20) + " MB left on it");
    }
  }

  private void commit(Batch batch) throws IOException, SQLException {
    if (batch.facts().isEmpty()) {
      JournalPosition end = journal.end();
      transaction(batch, new Journal.Written(end, end), () -> {});
      return;
    }
    checkRoom();
    if (batch.bytes() > MOST_DIRTY_BYTES) {
      checkpoints.begin();
    }
    Journal.Written frame = journal.write(batch.records());
    Durable durable = sync(frame, batch.bytes());
    try {
      transaction(batch, frame, durable);
    } catch (SQLException | RuntimeException e) {
      takeBack(frame, durable, e);
      throw e;
    }
  }

  /** Waits until a frame of the journal is durable. */
  @FunctionalInterface
  private interface Durable {
    void await() throws IOException;
  }

  /** Much is synced while the database is given its rows; of little that would cost more than it saves. */
  private Durable sync(Journal.Written frame, long bytes) throws IOException {
    if (bytes < MANY_BYTES || bytes > MOST_DIRTY_BYTES) {
      journal.sync(frame);
      return () -> {};
    }
    CompletableFuture<Optional<IOException>> synced =
        CompletableFuture.supplyAsync(() -> refusalToSync(frame), disk);
    return () -> {
      Optional<IOException> refused = synced.join();
      if (refused.isPresent()) {
        throw refused.get();
      }
    };
  }

  private Optional<IOException> refusalToSync(Journal.Written frame) {
    try {
      journal.sync(frame);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private void takeBack(Journal.Written frame, Durable durable, Exception cause) {
    try {
      durable.await();
      journal.takeBack(frame.at());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void transaction(Batch batch, Journal.Written frame, Durable durable)
      throws IOException, SQLException {
    try {
      for (Fact fact : batch.facts()) {
        tables.put(fact, frame.at());
      }
      for (Batch.Rows rows : batch.rows()) {
        rows.write(tables);
      }
      if (!batch.facts().isEmpty()) {
        tables.journalEnd(frame.end());
      }
      durable.await();
      database.writer().commit();
    } catch (IOException e) {
      leaveUntouched(e);
      throw e;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** The journal failed, so that nothing of it may be in the database. */
  private void leaveUntouched(IOException cause) throws SQLException {
    try {
      database.writer().rollback();
    } catch (SQLException e) {
      e.addSuppressed(cause);
      throw e;
    }
  }

  private void rollBack(Exception cause) {
    try {
      database.writer().rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private StoreException failure(Throwable cause) {
    if (refusal == null) {
      isLasting = !(cause instanceof IOException);
      refusal = "Nothing more can be saved, because the disk refused (" + cause.getMessage()
          + "). All that was marked saved is there and can be read. Make room or mend the disk; "
          + (isLasting ? "then start Atoll again." : "Atoll then goes on by itself.");
      LOG.log(Level.ERROR, refusal, cause);
    }
    return new StoreException(refusal == null ? "" : refusal, cause);
  }

  private static StoreException closed() {
    return new StoreException("The store is closed.");
  }

  private static RuntimeException rethrown(CompletionException failure) {
    return switch (failure.getCause()) {
      case IllegalArgumentException e -> new IllegalArgumentException(e.getMessage(), e);
      case IllegalStateException e -> new IllegalStateException(e.getMessage(), e);
      case StoreException e -> new StoreException(String.valueOf(e.getMessage()), e);
      case null, default -> new IllegalStateException(failure);
    };
  }
}

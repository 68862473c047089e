package atoll.workspace.files;

import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.store.StoreException;
import atoll.store.blobs.BlobId;
import atoll.store.blobs.BlobStore;
import atoll.store.blobs.TooLargeException;
import atoll.workspace.Subscription;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Listeners;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Files of one workspace. Their bytes are kept beside the database; those of a small file travel to the other instances
 * as entries of the log do, a larger one stays where it was put in. For any thread but the funnel's.
 */
public final class FileService {
  /** Bytes of the largest file that is kept. */
  public static final long MOST_BYTES = 200L * 1024 * 1024;

  private static final Logger LOG = Logger.getLogger(FileService.class.getName());

  private final Funnel funnel;
  private final BlobStore blobs;
  private final Listeners<BlobId> arrivals = new Listeners<>();

  /** Takes what others carry from now on. */
  public FileService(Funnel funnel, BlobStore blobs) {
    this.funnel = funnel;
    this.blobs = blobs;
    funnel.onCommit(this::committed);
  }

  /** The document that carries a file if it is small enough to travel. */
  public static DocumentId carrier(BlobId id) {
    return FileFormat.document(id);
  }

  /** Whether the document carries a file, and is nobody's page. */
  public static boolean carriesAFile(DocumentId document) {
    return FileFormat.carriesAFile(document);
  }

  /**
   * Keeps a file and gives it to the others if it is small enough. Waits until it is durable.
   *
   * @throws TooLargeException if it has more than {@link #MOST_BYTES} bytes
   * @throws IOException if the stream cannot be read
   * @throws StoreException if the disk refuses
   */
  public BlobId keep(InputStream bytes) throws IOException, TooLargeException {
    BlobId id = blobs.put(bytes, MOST_BYTES);
    if (travels(id)) {
      carry(id);
    }
    return id;
  }

  /** Keeps what a document carried in a past of the workspace, and gives it to the others. */
  public void bringBack(DocumentId carrier, Document past) throws IOException, TooLargeException {
    Optional<byte[]> bytes = FileFormat.read(carrier, past);
    if (bytes.isPresent()) {
      keep(new ByteArrayInputStream(bytes.get()));
    }
  }

  /** How many bytes a file has; empty if it is not on this device. */
  public OptionalLong size(BlobId id) {
    return blobs.size(id);
  }

  /** Reads a file; empty if it is not on this device. The caller closes the stream. */
  public Optional<InputStream> read(BlobId id) {
    Optional<InputStream> here = blobs.read(id);
    if (here.isPresent()) {
      return here;
    }
    fetch(FileFormat.document(id));
    // Whoever kept it: the arrival may be at work on it too.
    return blobs.read(id);
  }

  /** Whether a file is small enough to reach the other instances by itself. */
  public boolean travels(BlobId id) {
    return blobs.size(id).orElse(Long.MAX_VALUE) <= FileFormat.MOST_BYTES;
  }

  /** Calls the listener when a file has come from another instance. */
  public Subscription onArrival(Consumer<BlobId> listener) {
    return arrivals.add(listener);
  }

  private void carry(BlobId id) throws IOException {
    DocumentId document = FileFormat.document(id);
    boolean carried = funnel.read(document, FileFormat::isComplete);
    if (carried) {
      return;
    }
    byte[] bytes;
    try (InputStream in = blobs.read(id).orElseThrow()) {
      bytes = in.readAllBytes();
    }
    int count = 0;
    for (int from = 0; from < bytes.length; from += FileFormat.PART_BYTES) {
      int to = Math.min(bytes.length, from + FileFormat.PART_BYTES);
      put(document, Integer.toString(count++), Value.of(Arrays.copyOfRange(bytes, from, to)));
    }
    put(document, FileFormat.COUNT, Value.of((long) count));
  }

  private void put(DocumentId document, String key, Value value) {
    funnel
        .edit(
            document,
            now -> {
              Draft draft = now.draft();
              draft.put(FileFormat.PARTS, key, value);
              return draft;
            },
            Optional.empty())
        .join();
  }

  private void committed(Committed committed) {
    DocumentId document = committed.document();
    if (FileFormat.carriesAFile(document) && FileFormat.isComplete(funnel.view(document))) {
      Thread.ofVirtual().start(() -> fetch(document));
    }
  }

  /** Keeps what a document carries, if it is all there. */
  private void fetch(DocumentId document) {
    Optional<byte[]> bytes = funnel.read(document, now -> FileFormat.read(document, now));
    if (bytes.isEmpty() || blobs.size(BlobId.of(bytes.get())).isPresent()) {
      return;
    }
    try {
      BlobId id = blobs.put(new ByteArrayInputStream(bytes.get()), FileFormat.MOST_BYTES);
      arrivals.tell(id);
    } catch (IOException | TooLargeException | StoreException e) {
      LOG.log(Level.WARNING, "A file that another instance sent could not be kept", e);
    }
  }
}

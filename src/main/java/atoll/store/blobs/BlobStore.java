package atoll.store.blobs;

import atoll.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of files, each kept once under its hash. For any thread. What {@link #put} has returned is durable. */
public interface BlobStore {
  /**
   * Keeps bytes; those that are there already are not kept twice.
   *
   * @param mostBytes as many as are taken
   * @throws TooLargeException if there are more; then nothing is kept
   * @throws IOException if the stream cannot be read
   * @throws StoreException if the disk refuses
   */
  BlobId put(InputStream bytes, long mostBytes) throws IOException, TooLargeException;

  /** How many bytes it has; empty if it is not here. */
  OptionalLong size(BlobId id);

  /**
   * Reads one; empty if it is not here. The caller closes the stream.
   *
   * @throws StoreException if the disk refuses
   */
  Optional<InputStream> read(BlobId id);
}

package atoll.store.memory;

import atoll.store.blobs.BlobId;
import atoll.store.blobs.BlobStore;
import atoll.store.blobs.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs that are kept until they are collected. */
public final class MemoryBlobs implements BlobStore {
  private final Map<BlobId, byte[]> all = new ConcurrentHashMap<>();

  @Override
  public BlobId put(InputStream bytes, long mostBytes) throws IOException, TooLargeException {
    byte[] read = bytes.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes + 1));
    if (read.length > mostBytes) {
      throw new TooLargeException(mostBytes);
    }
    BlobId id = BlobId.of(read);
    all.put(id, read);
    return id;
  }

  @Override
  public OptionalLong size(BlobId id) {
    byte[] bytes = all.get(id);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
  }

  @Override
  public Optional<InputStream> read(BlobId id) {
    return Optional.ofNullable(all.get(id)).map(ByteArrayInputStream::new);
  }
}

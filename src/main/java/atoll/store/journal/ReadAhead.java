package atoll.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that nobody writes meanwhile, read in large pieces. Its size is asked once. */
final class ReadAhead implements DiskFile {
  private static final int WINDOW_BYTES = 1 << 18;

  private final DiskFile file;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;

  ReadAhead(DiskFile file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long at, ByteBuffer into) throws IOException {
    if (into.remaining() >= WINDOW_BYTES) {
      return file.read(at, into);
    }
    if (at < windowAt || at + into.remaining() > windowAt + window.limit()) {
      window.clear();
      file.read(at, window);
      window.flip();
      windowAt = at;
    }
    int length = (int) Math.clamp(windowAt + window.limit() - at, 0L, into.remaining());
    into.put(window.slice((int) (at - windowAt), length));
    return length;
  }

  @Override
  public void write(long at, ByteBuffer bytes) {
    throw new UnsupportedOperationException("opened for reading");
  }

  @Override
  public void truncate(long newSize) {
    throw new UnsupportedOperationException("opened for reading");
  }

  @Override
  public void sync() {
    throw new UnsupportedOperationException("opened for reading");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

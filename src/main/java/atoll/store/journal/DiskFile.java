package atoll.store.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. For one thread. */
public interface DiskFile extends Closeable {
  /** Bytes in the file. */
  long size() throws IOException;

  /** Reads from an offset until the buffer is full or the file ends; returns the bytes read, 0 at the end. */
  int read(long at, ByteBuffer into) throws IOException;

  /** Writes all that is left in the buffer. Durable only after {@link #sync()}; until then any part of it may get lost. */
  void write(long at, ByteBuffer bytes) throws IOException;

  /** Cuts the file; durable after {@link #sync()}. */
  void truncate(long size) throws IOException;

  /** Makes the content and the size durable. After a failure nobody knows what is on the disk. */
  void sync() throws IOException;
}

package atoll.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.retry.FilePathRetryOnInterrupt;
import org.jspecify.annotations.Nullable;

/** Stands where H2 looks for the files of our databases, and tells what it does to one of them. */
public final class RecordingFilePath extends FilePathWrapper {
  private static volatile @Nullable RecordedDisks recorder;

  /** H2 makes one for each file. */
  public RecordingFilePath() {}

  /** Lets H2 tell from now on; it is to be ended by {@link #end}. */
  static void begin(RecordedDisks disks) {
    recorder = disks;
    FilePath.register(new RecordingFilePath());
  }

  static void end() {
    recorder = null;
    FilePath.register(new FilePathRetryOnInterrupt());
  }

  @Override
  public String getScheme() {
    return "retry";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    RecordedDisks disks = recorder;
    FileChannel channel = getBase().open(mode);
    Path file = Path.of(getBase().toString());
    return disks != null && file.equals(disks.database())
        ? new Recording(channel, disks, file.getParent().getParent())
        : channel;
  }

  private static final class Recording extends FileBaseDefault {
    private final FileChannel file;
    private final RecordedDisks disks;
    private final Path place;

    Recording(FileChannel file, RecordedDisks disks, Path place) {
      this.file = file;
      this.disks = disks;
      this.place = place;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public synchronized int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long at) throws IOException {
      byte[] written = new byte[bytes.remaining()];
      bytes.duplicate().get(written);
      disks.databaseWrites(place, at, written);
      int count = 0;
      while (bytes.hasRemaining()) {
        count += file.write(bytes, at + count);
      }
      return count;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      disks.databaseCuts(place, size);
      file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      disks.databaseSyncs(place);
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}

package atoll.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/** A disk that refuses what a test wants refused. */
public final class FaultyDisk implements Disk {
  /** What can be refused. */
  public enum Operation {
    CREATE,
    DELETE,
    NAMES,
    WRITE,
    TRUNCATE,
    SYNC
  }

  private final Disk disk;
  private volatile Predicate<Operation> refused = operation -> false;
  private volatile long most = Long.MAX_VALUE;

  public FaultyDisk(Disk disk) {
    this.disk = disk;
  }

  /** Refuses from now on what the predicate says; half of a refused write happens all the same. */
  public void refuse(Predicate<Operation> operations) {
    refused = operations;
  }

  /** Has no more room than this from now on; what is written all the same is written. */
  public void leave(long bytes) {
    most = bytes;
  }

  @Override
  public long room() {
    return Math.min(most, disk.room());
  }

  @Override
  public List<String> list() throws IOException {
    return disk.list();
  }

  @Override
  public DiskFile open(String name, boolean create) throws IOException {
    if (create) {
      check(Operation.CREATE);
    }
    return new FaultyFile(disk.open(name, create));
  }

  @Override
  public void delete(String name) throws IOException {
    check(Operation.DELETE);
    disk.delete(name);
  }

  @Override
  public void sync() throws IOException {
    check(Operation.NAMES);
    disk.sync();
  }

  @Override
  public String describe(String name) {
    return disk.describe(name);
  }

  private void check(Operation operation) throws IOException {
    if (refused.test(operation)) {
      throw new IOException("No space left on device");
    }
  }

  private final class FaultyFile implements DiskFile {
    private final DiskFile file;

    FaultyFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(long at, ByteBuffer into) throws IOException {
      return file.read(at, into);
    }

    @Override
    public void write(long at, ByteBuffer bytes) throws IOException {
      if (refused.test(Operation.WRITE)) {
        file.write(at, bytes.slice(0, bytes.remaining() / 2));
        throw new IOException("No space left on device");
      }
      file.write(at, bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
      check(Operation.TRUNCATE);
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      check(Operation.SYNC);
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

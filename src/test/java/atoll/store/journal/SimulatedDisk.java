package atoll.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that knows what a loss of power leaves: all that was synced, and of the rest any sectors, in any order.
 * Changes are counted, and the disk can lose its power at any of them.
 */
public final class SimulatedDisk implements Disk {
  private final TreeMap<String, Content> names = new TreeMap<>();
  private final TreeMap<String, Content> durableNames = new TreeMap<>();
  private long changes;
  private long powerLostAt = Long.MAX_VALUE;

  /** Thrown at and after the change at which the power was lost. */
  public static final class PowerLost extends IOException {
    private static final long serialVersionUID = 1L;

    PowerLost() {
      super("power lost");
    }
  }

  /** A change that is not durable yet: a write, or a cut where {@code bytes} is empty. */
  private record Pending(long at, byte[] bytes, boolean cut) {}

  private static final class Content {
    private byte[] durable = new byte[0];
    private byte[] current = new byte[0];
    private final List<Pending> pending = new ArrayList<>();
  }

  /** Writes, cuts, syncs, new and removed files so far. */
  public long changes() {
    return changes;
  }

  /** Lets the power go in the middle of a change, counted from 1. */
  public void losePowerAt(long change) {
    powerLostAt = change;
  }

  /**
   * The disk as the next start finds it.
   *
   * @param sectorBytes what is written whole or not at all
   */
  public SimulatedDisk afterPowerLoss(SplittableRandom random, int sectorBytes) {
    SimulatedDisk next = new SimulatedDisk();
    boolean newNames = random.nextBoolean();
    (newNames ? names : durableNames).forEach((name, content) -> {
      Content survived = new Content();
      survived.durable = survived(content, random, sectorBytes);
      survived.current = survived.durable.clone();
      next.names.put(name, survived);
    });
    next.durableNames.putAll(next.names);
    return next;
  }

  /** The disk as the next start finds it if all was lost that was not synced. */
  public SimulatedDisk afterLosingAll() {
    SimulatedDisk next = new SimulatedDisk();
    durableNames.forEach((name, content) -> next.put(name, content.durable));
    return next;
  }

  /** The bytes of a file, to be changed as a test likes. */
  public byte[] bytes(String name) {
    return content(name).current.clone();
  }

  /** Replaces the bytes of a file. */
  public void put(String name, byte[] bytes) {
    Content content = names.computeIfAbsent(name, fresh -> new Content());
    content.durable = bytes.clone();
    content.current = bytes.clone();
    content.pending.clear();
    durableNames.put(name, content);
  }

  /** A copy that nobody else changes. */
  public SimulatedDisk copy() {
    SimulatedDisk copy = new SimulatedDisk();
    names.forEach((name, content) -> copy.put(name, content.current));
    return copy;
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public DiskFile open(String name, boolean create) throws IOException {
    if (create) {
      if (names.containsKey(name)) {
        throw new FileAlreadyExistsException(name);
      }
      change();
      names.put(name, new Content());
    } else if (!names.containsKey(name)) {
      throw new NoSuchFileException(name);
    }
    return new OpenFile(content(name));
  }

  @Override
  public void delete(String name) throws IOException {
    change();
    names.remove(name);
  }

  @Override
  public void sync() throws IOException {
    change();
    durableNames.clear();
    durableNames.putAll(names);
  }

  @Override
  public long room() {
    return Long.MAX_VALUE;
  }

  @Override
  public String describe(String name) {
    return "simulated/" + name;
  }

  private Content content(String name) {
    Content content = names.get(name);
    if (content == null) {
      throw new AssertionError("no file " + name);
    }
    return content;
  }

  private void change() throws PowerLost {
    changes++;
    if (changes >= powerLostAt) {
      throw new PowerLost();
    }
  }

  private static byte[] survived(Content content, SplittableRandom random, int sectorBytes) {
    byte[] bytes = content.durable.clone();
    for (Pending pending : content.pending) {
      if (pending.cut()) {
        bytes = random.nextBoolean() ? Arrays.copyOf(bytes, (int) pending.at()) : bytes;
        continue;
      }
      long end = pending.at() + pending.bytes().length;
      if (random.nextInt(4) == 0) {
        bytes = Arrays.copyOf(bytes, (int) Math.max(bytes.length, end));
      }
      for (long sector = pending.at() / sectorBytes; sector * sectorBytes < end; sector++) {
        if (random.nextBoolean()) {
          int from = (int) Math.max(pending.at(), sector * sectorBytes);
          int to = (int) Math.min(end, (sector + 1) * sectorBytes);
          bytes = Arrays.copyOf(bytes, Math.max(bytes.length, to));
          System.arraycopy(pending.bytes(), (int) (from - pending.at()), bytes, from, to - from);
        }
      }
    }
    return bytes;
  }

  private final class OpenFile implements DiskFile {
    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.current.length;
    }

    @Override
    public int read(long at, ByteBuffer into) {
      int length = (int) Math.clamp(content.current.length - at, 0L, into.remaining());
      into.put(content.current, (int) Math.min(at, content.current.length), length);
      return length;
    }

    @Override
    public void write(long at, ByteBuffer bytes) throws IOException {
      byte[] written = new byte[bytes.remaining()];
      bytes.get(written);
      content.pending.add(new Pending(at, written, false));
      change();
      content.current = Arrays.copyOf(
          content.current, (int) Math.max(content.current.length, at + written.length));
      System.arraycopy(written, 0, content.current, (int) at, written.length);
    }

    @Override
    public void truncate(long size) throws IOException {
      content.pending.add(new Pending(size, new byte[0], true));
      change();
      content.current = Arrays.copyOf(content.current, (int) size);
    }

    @Override
    public void sync() throws IOException {
      change();
      content.durable = content.current.clone();
      content.pending.clear();
    }

    @Override
    public void close() {}
  }
}

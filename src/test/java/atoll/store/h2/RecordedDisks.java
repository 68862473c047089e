package atoll.store.h2;

import atoll.store.journal.Disk;
import atoll.store.journal.DiskFile;
import atoll.store.journal.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a store does to the disk, in its order: to the files of its journal and to the one of its database. From
 * that the folder can be made as it is found after the power was lost at any of these moments. The small files, which are
 * replaced as a whole and durably, are taken as they were at the moment. For any thread.
 */
final class RecordedDisks {
  private static final String JOURNAL = "journal";
  private static final String DATABASE = "db";
  private static final String DATABASE_FILE = "atoll.mv.db";
  private static final String SEAL = "data/db/atoll.seal";
  private static final List<String> NOT_KEPT = List.of("lock", "instance");

  /** What becomes of that which was not synced. */
  enum Loss {
    /** All of it is lost. */
    ALL(0),
    /** None of it is lost, as when only the process dies. */
    NONE(0),
    /** Any of its sectors is there or not. */
    SECTORS_OF_512(512),
    /** The same with the sectors of newer disks. */
    SECTORS_OF_4096(4096);

    private final int sectorBytes;

    Loss(int sectorBytes) {
      this.sectorBytes = sectorBytes;
    }

    private SimulatedDisk of(SimulatedDisk disk, SplittableRandom random) {
      return switch (this) {
        case ALL -> disk.afterLosingAll();
        case NONE -> disk.copy();
        case SECTORS_OF_512, SECTORS_OF_4096 -> disk.afterPowerLoss(random, sectorBytes);
      };
    }
  }

  /** Does again on a simulated disk what was done. */
  @FunctionalInterface
  private interface Doing {
    void on(Map<String, DiskFile> open, SimulatedDisk disk) throws IOException;
  }

  /** @param others the small files as they were before this */
  private record Moment(String folder, Doing doing, Map<String, byte[]> others) {}

  private final List<Moment> moments = new ArrayList<>();
  private Path root;
  private Map<String, byte[]> others = new TreeMap<>();

  /** Replayed up to some moment, so that all moments in their order cost each of them once. */
  private final Map<String, SimulatedDisk> disks =
      Map.of(JOURNAL, new SimulatedDisk(), DATABASE, new SimulatedDisk());

  private final Map<String, Map<String, DiskFile>> open =
      Map.of(JOURNAL, new HashMap<>(), DATABASE, new HashMap<>());
  private int replayed;

  /** @param root the data folder that is watched */
  RecordedDisks(Path root) {
    this.root = root;
  }

  /** Moments so far. */
  synchronized int moments() {
    return moments.size();
  }

  /** Moments so far that were the database's. */
  synchronized long databaseMoments() {
    return moments.stream().filter(moment -> moment.folder().equals(DATABASE)).count();
  }

  /** Waits until so many moments were the database's. */
  synchronized void awaitDatabase(long count) {
    while (databaseMoments() < count) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The process has died: what is left of it is not watched any more, but a copy of its folder is. */
  synchronized void goOnIn(Path copy) {
    root = copy;
  }

  /** Where the database's file is now. */
  synchronized Path database() {
    return root.resolve(DATABASE, DATABASE_FILE);
  }

  /** Watches what a journal does to its folder. */
  Disk journal(Disk disk, Path place) {
    return new WatchedDisk(disk, place);
  }

  /** Something is about to be done to the database's file. */
  void databaseWrites(Path place, long at, byte[] bytes) throws IOException {
    note(place, DATABASE, (files, disk) -> file(files, disk).write(at, ByteBuffer.wrap(bytes)));
  }

  void databaseCuts(Path place, long size) throws IOException {
    note(place, DATABASE, (files, disk) -> {
      DiskFile file = file(files, disk);
      if (size < file.size()) {
        file.truncate(size);
      }
    });
  }

  void databaseSyncs(Path place) throws IOException {
    note(place, DATABASE, (files, disk) -> file(files, disk).sync());
  }

  private static DiskFile file(Map<String, DiskFile> files, SimulatedDisk disk) throws IOException {
    DiskFile known = files.get(DATABASE_FILE);
    if (known == null) {
      known = disk.open(DATABASE_FILE, true);
      files.put(DATABASE_FILE, known);
    }
    return known;
  }

  private synchronized void note(Path place, String folder, Doing doing) throws IOException {
    if (!place.equals(root)) {
      return;
    }
    Map<String, byte[]> now = smallFiles();
    if (!isSame(now, others)) {
      if (!Arrays.equals(now.get(SEAL), others.get(SEAL))) {
        // Replacing the seal makes durable which names there are beside it.
        moments.add(new Moment(DATABASE, (files, disk) -> disk.sync(), now));
      }
      others = now;
    }
    moments.add(new Moment(folder, doing, others));
    notifyAll();
  }

  private static boolean isSame(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
  }

  private Map<String, byte[]> smallFiles() throws IOException {
    TreeMap<String, byte[]> all = new TreeMap<>();
    Path parent = root.resolveSibling("beside");
    for (Path from : List.of(root, parent)) {
      if (!Files.isDirectory(from)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = (from.equals(root) ? "data/" : "beside/") + from.relativize(file);
          boolean watched = name.startsWith("data/" + JOURNAL) || name.endsWith(".mv.db");
          if (!watched && !NOT_KEPT.contains(file.getFileName().toString())) {
            all.put(name, Files.readAllBytes(file));
          }
        }
      }
    }
    return all;
  }

  /**
   * Makes the folder as it is found if the power is lost when some moments have been and the next one has not. To be asked
   * for in the order of the moments.
   *
   * @return the data folder
   */
  synchronized Path after(int count, Loss loss, SplittableRandom random, Path into)
      throws IOException {
    for (; replayed < count; replayed++) {
      Moment moment = moments.get(replayed);
      moment.doing().on(open.get(moment.folder()), disks.get(moment.folder()));
    }
    for (String folder : List.of(JOURNAL, DATABASE)) {
      Path place = Files.createDirectories(into.resolve("data", folder));
      SimulatedDisk found = loss.of(disks.get(folder), random);
      for (String name : found.list()) {
        Files.write(place.resolve(name), found.bytes(name));
      }
    }
    Map<String, byte[]> small = count < moments.size() ? moments.get(count).others() : others;
    for (Map.Entry<String, byte[]> file : small.entrySet()) {
      Path place = into.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      byte[] content = file.getValue();
      if (file.getKey().equals(SEAL) && loss != Loss.NONE) {
        content = new String(content, StandardCharsets.US_ASCII)
            .replace(Boot.id(), "before")
            .getBytes(StandardCharsets.US_ASCII);
      }
      Files.write(place, content);
    }
    return into.resolve("data");
  }

  private final class WatchedDisk implements Disk {
    private final Disk disk;
    private final Path place;

    WatchedDisk(Disk disk, Path place) {
      this.disk = disk;
      this.place = place;
    }

    @Override
    public List<String> list() throws IOException {
      return disk.list();
    }

    @Override
    public DiskFile open(String name, boolean create) throws IOException {
      note(place, JOURNAL, (files, simulated) -> files.put(name, simulated.open(name, create)));
      return new WatchedFile(disk.open(name, create), name, place);
    }

    @Override
    public void delete(String name) throws IOException {
      note(place, JOURNAL, (files, simulated) -> simulated.delete(name));
      disk.delete(name);
    }

    @Override
    public void sync() throws IOException {
      note(place, JOURNAL, (files, simulated) -> simulated.sync());
      disk.sync();
    }

    @Override
    public long room() {
      return disk.room();
    }

    @Override
    public String describe(String name) {
      return disk.describe(name);
    }
  }

  private final class WatchedFile implements DiskFile {
    private final DiskFile file;
    private final String name;
    private final Path place;

    WatchedFile(DiskFile file, String name, Path place) {
      this.file = file;
      this.name = name;
      this.place = place;
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
      byte[] written = new byte[bytes.remaining()];
      bytes.duplicate().get(written);
      note(place, JOURNAL, (files, disk) -> files.get(name).write(at, ByteBuffer.wrap(written)));
      file.write(at, bytes);
    }

    @Override
    public void truncate(long size) throws IOException {
      note(place, JOURNAL, (files, disk) -> files.get(name).truncate(size));
      file.truncate(size);
    }

    @Override
    public void sync() throws IOException {
      note(place, JOURNAL, (files, disk) -> files.get(name).sync());
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

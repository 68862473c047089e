package atoll.workspace.imports;

import atoll.workspace.imports.ImportException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a folder, a zip, or one file, by their relative paths with "/" between the names. Parts of an export, which are
 * zips within a zip, are unpacked where they lie, so that it becomes one tree again; a zip that somebody put into a page stays
 * the file that it is. Bounded in files, bytes and depth; no path
 * leads out of it and no link is followed. To be closed: what was unpacked goes.
 */
public final class ImportSource implements AutoCloseable {
  static final int MOST_FILES = 50_000;
  static final long MOST_BYTES = 8L << 30;
  private static final int MOST_DEPTH = 3;
  /** Zips of text seldom pack better than this; what does so by far is made to fill disks. */
  private static final long MOST_RATIO = 200;

  private static final long UNSUSPICIOUS_BYTES = 64L << 20;
  private static final String ZIP = ".zip";

  /** What a program calls the parts of an export that is too large for one zip. */
  private static final Pattern PART = Pattern.compile("(?i).*-part-\\d+[.]zip");

  /** Notion calls each export by another number; the words are the same in every language. */
  private static final Pattern NOTION =
      Pattern.compile("(?i)([0-9a-f-]+_)?export(block)?-[0-9a-f-]{36}(-part-\\d+)?");

  private String name;
  private final SortedMap<String, Path> files = new TreeMap<>();
  private final List<ImportReport.Entry> left = new ArrayList<>();
  private final List<Path> made = new ArrayList<>();
  private boolean vault;
  private long bytes;

  private ImportSource(String name) {
    this.name = name;
  }

  /**
   * Looks at what is to come in.
   *
   * @param temporary a folder where zips may be unpacked
   * @throws ImportException if there is nothing to bring in, or it is made to be more than it seems
   * @throws IOException if it cannot be read
   */
  public static ImportSource open(Path path, Path temporary) throws IOException {
    ImportSource source = new ImportSource(nameOf(path));
    try {
      if (Files.isDirectory(path)) {
        source.folder(path, temporary);
      } else if (isZip(path.toString())) {
        source.zip(new Packed(path.getFileName().toString(), path), "", 1, temporary);
        source.enterOnlyFolder();
      } else if (Files.isRegularFile(path)) {
        source.files.put(path.getFileName().toString(), path);
      } else {
        throw new ImportException(Why.NOT_THERE, path.toString());
      }
      if (source.files.keySet().stream().noneMatch(PageFile::isOne)) {
        throw new ImportException(Why.NO_PAGE);
      }
      return source;
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** What it is called: the name of the folder or of the file, without its ending. */
  public String name() {
    return name;
  }

  Map<String, Path> files() {
    return files;
  }

  /** Whether it is a vault of Obsidian, in which a break of a line is one. */
  boolean isVault() {
    return vault;
  }

  List<ImportReport.Entry> left() {
    return left;
  }

  @Override
  public void close() throws IOException {
    for (Path file : made) {
      Files.deleteIfExists(file);
    }
  }

  private static String nameOf(Path path) {
    String last = path.toAbsolutePath().normalize().getFileName().toString();
    String bare = Files.isDirectory(path) || last.lastIndexOf('.') <= 0
        ? last
        : last.substring(0, last.lastIndexOf('.'));
    return NOTION.matcher(bare).matches() ? "Notion" : bare;
  }

  private static boolean isZip(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(ZIP);
  }

  private void folder(Path root, Path temporary) throws IOException {
    List<Path> zips = new ArrayList<>();
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
        if (!folder.equals(root) && isHidden(folder.getFileName().toString())) {
          vault |= folder.getFileName().toString().equals(".obsidian");
          return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
        String relative = relative(root, file);
        if (about.isSymbolicLink()) {
          left.add(new ImportReport.Entry(relative, new Remark.LeadsElsewhere()));
        } else if (about.isRegularFile() && !isHidden(file.getFileName().toString())) {
          if (isZip(relative)) {
            zips.add(file);
          } else {
            add(relative, file);
          }
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException failure) {
        left.add(new ImportReport.Entry(relative(root, file), new Remark.Unreadable("")));
        return FileVisitResult.CONTINUE;
      }
    });
    boolean parts = !zips.isEmpty() && files.isEmpty();
    for (Path zip : zips) {
      if (parts) {
        zip(new Packed(relative(root, zip), zip), "", 1, temporary);
      } else {
        add(relative(root, zip), zip);
      }
    }
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.equals("__MACOSX");
  }

  private void add(String path, Path file) throws IOException {
    if (files.size() >= MOST_FILES) {
      throw new ImportException(Why.TOO_MANY_FILES, MOST_FILES);
    }
    files.putIfAbsent(path, file);
  }

  /** A zip of one folder is that folder, so that a folder and its zip are the same source. */
  private void enterOnlyFolder() {
    if (files.isEmpty()) {
      return;
    }
    String first = files.firstKey();
    String folder = first.substring(0, first.indexOf('/') + 1);
    if (folder.isEmpty() || !files.lastKey().startsWith(folder)) {
      return;
    }
    SortedMap<String, Path> inner = new TreeMap<>();
    files.forEach((path, file) -> inner.put(path.substring(folder.length()), file));
    files.clear();
    files.putAll(inner);
    name = PageFile.bare(folder.substring(0, folder.length() - 1));
  }

  /** A zip, and what it is called where it lies. */
  private record Packed(String name, Path file) {}

  private void zip(Packed zip, String under, int depth, Path temporary) throws IOException {
    long before = bytes;
    long packed = Math.max(1, Files.size(zip.file()));
    List<Packed> inner = new ArrayList<>();
    boolean pages = false;
    try (ZipFile in = opened(zip.file())) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        Optional<String> path = inside(entry.getName());
        vault |= entry.getName().contains(".obsidian/");
        if (entry.isDirectory() || path.isEmpty()) {
          if (!entry.isDirectory() && !entry.getName().contains(".obsidian/")) {
            left.add(new ImportReport.Entry(entry.getName(), new Remark.BadName()));
          }
          continue;
        }
        Path file = Files.createTempFile(temporary, "import-", "");
        made.add(file);
        unpack(in, entry, file, before, packed);
        if (isZip(path.get()) && depth < MOST_DEPTH) {
          inner.add(new Packed(path.get(), file));
        } else {
          pages |= PageFile.isOne(path.get());
          add(under + path.get(), file);
        }
      }
    } catch (ZipException | IllegalArgumentException broken) {
      ImportException damaged =
          new ImportException(Why.DAMAGED, zip.name(), String.valueOf(broken.getMessage()));
      damaged.initCause(broken);
      throw damaged;
    }
    for (Packed each : inner) {
      if (pages && !PART.matcher(each.name()).matches()) {
        add(under + each.name(), each.file());
      } else {
        int slash = each.name().lastIndexOf('/');
        zip(each, under + each.name().substring(0, slash + 1), depth + 1, temporary);
      }
    }
  }

  /** By the list at its end, since what is streamed into a zip says its size only there. */
  private static ZipFile opened(Path zip) throws IOException {
    try {
      return new ZipFile(zip.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException otherLetters) {
      // Names from before zips agreed on Unicode; what is damaged is so in any letters.
      Charset old =
          Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
      return new ZipFile(zip.toFile(), old);
    }
  }

  private void unpack(ZipFile zip, ZipEntry entry, Path file, long before, long packed)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    CRC32 sum = new CRC32();
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        long own = bytes - before;
        if (bytes > MOST_BYTES || own > UNSUSPICIOUS_BYTES && own / packed > MOST_RATIO) {
          throw new ImportException(Why.BOMB);
        }
        sum.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    if (entry.getCrc() >= 0 && entry.getCrc() != sum.getValue()) {
      throw new ZipException("the checksum of " + entry.getName() + " is wrong");
    }
  }

  /** The path of an entry if it stays within the zip and is nothing that programs keep for themselves. */
  private static Optional<String> inside(String entry) {
    String path = entry.replace('\\', '/');
    if (path.startsWith("/") || path.indexOf('\0') >= 0 || path.length() > 1_000) {
      return Optional.empty();
    }
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || isHidden(part) || part.matches("[A-Za-z]:")) {
        return Optional.empty();
      }
    }
    return Optional.of(path);
  }
}

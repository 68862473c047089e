package atoll.store.backup;

import atoll.crypto.Hash;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backup says of itself: a text of one line per fact.
 *
 * @param created when it was made, by the clock of that machine
 * @param frames frames of the journal in it
 * @param files every other file in it; on the shelf in pieces, those of one file after each other
 */
public record Manifest(Form form, Instant created, long frames, List<Content> files) {
  /** The name of the manifest in an archive. */
  static final String NAME = "manifest.txt";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) (.+)");
  private static final Pattern CREATED = Pattern.compile("created (.+)");
  private static final Pattern FRAMES = Pattern.compile("frames ([0-9]{1,18})");
  private static final int FILES_FROM = 3;

  /** Names that the contents of people's files may have. */
  private static final Pattern FILE = Pattern.compile("files/[a-z0-9]+(/[a-z0-9]+){0,3}");

  /** The other names that a backup may have: nothing that could lead out of the folder it is restored into. */
  private static final Pattern OWN = Pattern.compile("device-keys|journal/[0-9]{8}\\.journal");

  public Manifest {
    files = List.copyOf(files);
  }

  /** Where the contents are. */
  public enum Form {
    /** In an archive, with the manifest. */
    ARCHIVE("atoll backup 1"),

    /** Beside the manifest, on a shelf that other backups share. */
    SHELF("atoll backup 2");

    private final String line;

    Form(String line) {
      this.line = line;
    }

    /** What a manifest of this form begins with. */
    String line() {
      return line;
    }
  }

  /**
   * A file in a backup, or a piece of one.
   *
   * @param name under the data folder, with slashes
   */
  public record Content(String name, long bytes, Hash hash) {
    /** Whether it is a person's file, of which the rest of the backup does not speak. */
    boolean isFile() {
      return Manifest.isFile(name);
    }
  }

  /** Whether it is the name of a person's file. */
  static boolean isFile(String name) {
    return FILE.matcher(name).matches();
  }

  byte[] toBytes() {
    StringBuilder text =
        new StringBuilder(form.line() + "\ncreated " + created + "\nframes " + frames + "\n");
    for (Content file : files) {
      text.append(file.hash())
          .append(' ')
          .append(file.bytes())
          .append(' ')
          .append(file.name())
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** @throws BackupException if it is not what {@link #toBytes} wrote */
  static Manifest parse(Form form, byte[] bytes) throws BackupException {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < FILES_FROM || !lines.getFirst().equals(form.line())) {
      throw new BackupException("This is no backup of Atoll, or one of a newer version.");
    }
    Matcher created = CREATED.matcher(lines.get(1));
    Matcher frames = FRAMES.matcher(lines.get(2));
    if (!created.matches() || !frames.matches()) {
      throw new BackupException("The backup's list of contents is damaged. Take another backup.");
    }
    List<Content> files = new ArrayList<>();
    for (String line : lines.subList(FILES_FROM, lines.size())) {
      Matcher file = LINE.matcher(line);
      if (!file.matches()
          || !isFile(file.group(3)) && !OWN.matcher(file.group(3)).matches()) {
        throw new BackupException(
            "The backup holds something that does not belong into one: " + line);
      }
      files.add(
          new Content(file.group(3), Long.parseLong(file.group(2)), Hash.parse(file.group(1))));
    }
    requireOnce(form, files);
    try {
      return new Manifest(
          form, Instant.parse(created.group(1)), Long.parseLong(frames.group(1)), files);
    } catch (DateTimeException e) {
      throw new BackupException(
          "The backup's list of contents is damaged. Take another backup.", e);
    }
  }

  private static void requireOnce(Form form, List<Content> files) throws BackupException {
    Set<String> names = new HashSet<>();
    String before = "";
    for (Content file : files) {
      boolean isNextPiece = form == Form.SHELF && !file.isFile() && file.name().equals(before);
      if (!names.add(file.name()) && !isNextPiece) {
        throw new BackupException("The backup names " + file.name() + " twice.");
      }
      before = file.name();
    }
  }
}

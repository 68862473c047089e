package atoll.store.backup;

import atoll.crypto.Hash;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a backup says of itself: a text of one line per fact.
 *
 * @param created when it was made, by the clock of that machine
 * @param frames frames of the journal in it
 * @param files every other file in it
 */
public record Manifest(Instant created, long frames, List<Content> files) {
  /** The name of the manifest in the backup. */
  static final String NAME = "manifest.txt";

  private static final String FORMAT = "atoll backup 1";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) (.+)");
  private static final Pattern CREATED = Pattern.compile("created (.+)");
  private static final Pattern FRAMES = Pattern.compile("frames ([0-9]{1,18})");
  private static final int FILES_FROM = 3;

  /** Names that a backup may have: nothing that could lead out of the folder it is restored into. */
  private static final Pattern FILE =
      Pattern.compile("device-keys|journal/[0-9]{8}\\.journal|files/[a-z0-9]+(/[a-z0-9]+){0,3}");

  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * A file in a backup.
   *
   * @param name under the data folder, with slashes
   */
  public record Content(String name, long bytes, Hash hash) {}

  /** Whether a file may be in a backup. */
  static boolean isName(String name) {
    return FILE.matcher(name).matches();
  }

  byte[] toBytes() {
    StringBuilder text =
        new StringBuilder(FORMAT + "\ncreated " + created + "\nframes " + frames + "\n");
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
  static Manifest parse(byte[] bytes) throws BackupException {
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() < FILES_FROM || !lines.getFirst().equals(FORMAT)) {
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
      if (!file.matches() || !isName(file.group(3))) {
        throw new BackupException(
            "The backup holds something that does not belong into one: " + line);
      }
      files.add(
          new Content(file.group(3), Long.parseLong(file.group(2)), Hash.parse(file.group(1))));
    }
    try {
      return new Manifest(Instant.parse(created.group(1)), Long.parseLong(frames.group(1)), files);
    } catch (DateTimeException e) {
      throw new BackupException(
          "The backup's list of contents is damaged. Take another backup.", e);
    }
  }
}

package atoll.store.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what a file differs from its copies: a copy has another number in the file system and another time of birth, a moved
 * file keeps at least one of them.
 *
 * @param file the file's number; empty where the system has none
 * @param born milliseconds since 1970; {@link #UNKNOWN} where the system does not tell
 */
record Fingerprint(String file, long born) {
  static final long UNKNOWN = 0;

  /** Where the time of birth is not known, Java tells the time of the last change, which copies may keep. */
  private static final FileTime CHANGED = FileTime.fromMillis(946_684_800_000L);

  private static final Pattern INODE = Pattern.compile("ino=([0-9]+)");

  /** The fingerprint of a file that is never rewritten; sets its time of change. */
  static Fingerprint of(Path file) throws IOException {
    if (!Files.getLastModifiedTime(file).equals(CHANGED)) {
      Files.setLastModifiedTime(file, CHANGED);
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Matcher inode = INODE.matcher(String.valueOf(attributes.fileKey()));
    boolean bornKnown = !attributes.creationTime().equals(CHANGED);
    return new Fingerprint(
        inode.find() ? inode.group(1) : "",
        bornKnown ? attributes.creationTime().toMillis() : UNKNOWN);
  }

  /** Whether both can be of one file. */
  boolean isSameFileAs(Fingerprint other) {
    boolean sameNumber = !file.isEmpty() && file.equals(other.file);
    boolean sameBirth = born != UNKNOWN && born == other.born;
    return sameNumber || sameBirth;
  }
}

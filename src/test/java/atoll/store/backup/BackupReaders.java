package atoll.store.backup;

import java.nio.charset.StandardCharsets;

/** What the fuzzer reaches of this package. */
public final class BackupReaders {
  private BackupReaders() {}

  /** Reads the list of what a backup holds. */
  public static void manifest(byte[] bytes) throws BackupException {
    String text = new String(bytes, StandardCharsets.US_ASCII);
    boolean isShelf = text.startsWith(Manifest.Form.SHELF.line());
    Manifest.parse(isShelf ? Manifest.Form.SHELF : Manifest.Form.ARCHIVE, bytes);
  }
}

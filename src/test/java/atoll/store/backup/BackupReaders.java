package atoll.store.backup;

/** What the fuzzer reaches of this package. */
public final class BackupReaders {
  private BackupReaders() {}

  /** Reads the list of what a backup holds. */
  public static void manifest(byte[] bytes) throws BackupException {
    Manifest.parse(bytes);
  }
}

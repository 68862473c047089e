package atoll.app;

/** What a person is told when the keys of a data folder do not open. */
final class Locked {
  static final String REMEDY = "Type the passphrase when asked, or set " + Passphrase.VARIABLE
      + "_FILE to a file that holds it; a damaged file comes back from a backup.";

  private Locked() {}
}

package atoll.app;

/** What a command tells the shell when it ends; documented in {@code --help}. */
public enum ExitCode {
  FINE(0),
  /** Something went wrong that is not the user's doing. */
  FAILED(1),
  WRONG_USE(2),
  DATA_IN_USE(3),
  DATA_UNREADABLE(4),
  PORT_TAKEN(5),
  /** The passphrase is missing or wrong, or the file with the keys is damaged. */
  LOCKED(6);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The number that the process ends with. */
  public int value() {
    return value;
  }
}

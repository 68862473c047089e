package atoll.store.folder;

/** What became of a data folder since it was last open. */
public enum Origin {
  /** It was made just now, or restored from a backup. */
  NEW,
  /** It is as it was left. */
  SAME,
  /** It is a copy; whoever has the original may go on under the old replica. */
  COPIED,
  /** An older state was put in place of a newer one, whose entries others may have. */
  ROLLED_BACK;

  /** Whether the folder writes under a replica that nobody has seen before. */
  public boolean isRenewed() {
    return this != SAME;
  }
}

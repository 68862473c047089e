package atoll.store.h2;

/**
 * Something that an examination of a data folder found.
 *
 * @param detail a sentence for a person: what is wrong, and where
 */
public record Finding(Kind kind, String detail) {
  /** What can be found. */
  public enum Kind {
    /** A part of the journal is missing or not as it was written. Mended from the database and the backups. */
    JOURNAL_DAMAGED,
    /** An entry does not follow the one before it in its log. Nothing here can mend that; peers can. */
    CHAIN_BROKEN,
    /** There is no database. Made anew from the journal. */
    DATABASE_MISSING,
    /** The database cannot be read or is not as it was left. Made anew from the journal. */
    DATABASE_DAMAGED,
    /** The database says something else than the journal. Made anew from the journal. */
    DATABASE_DIFFERS,
    /** A backup cannot be read. Nothing is done about it. */
    BACKUP_DAMAGED;

    /** Whether the data is at risk or a part cannot be read, so that mending is called for. */
    public boolean isMendable() {
      return this != CHAIN_BROKEN && this != BACKUP_DAMAGED;
    }
  }
}

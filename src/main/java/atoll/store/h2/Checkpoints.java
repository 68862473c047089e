package atoll.store.h2;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Lets the database write its file, and notes beside it whether all of that is on the disk for certain. H2 has no checksum
 * over its pages: of what a loss of power tore it reads the rest as if it were whole. For the thread that writes.
 */
final class Checkpoints {
  private final DatabaseFile file;
  private final Database database;
  private long frames;
  private boolean writing;

  /**
   * @param frames of the journal that the file holds at the least
   * @param writing whether it is noted already that the file is being written
   */
  Checkpoints(DatabaseFile file, Database database, long frames, boolean writing) {
    this.file = file;
    this.database = database;
    this.frames = frames;
    this.writing = writing;
  }

  /** To be called before the database may write its file. */
  void begin() throws IOException {
    if (!writing) {
      file.writing(frames);
      writing = true;
    }
  }

  /** Lets the file have everything that was committed, some time soon. */
  void some() throws IOException, SQLException {
    begin();
    database.checkpoint(false);
  }

  /** Makes durable in the file everything that was committed; some milliseconds. */
  void all(long held) throws IOException, SQLException {
    begin();
    database.compact();
    database.checkpoint(true);
    frames = held;
    file.unseal(held);
    writing = false;
  }
}

package atoll.store.journal;

import java.io.IOException;
import java.util.List;

/** One folder of files as the journal needs it, so that tests can let it fail, tear and forget. For one thread. */
public interface Disk {
  /** The names of the files, sorted. */
  List<String> list() throws IOException;

  /**
   * Opens a file for reading and writing.
   *
   * @param name a plain file name
   * @param create whether to make the file, which must then not be there; only {@link #sync()} makes its name durable
   * @throws java.nio.file.NoSuchFileException if it is not there and not to be made
   * @throws java.nio.file.FileAlreadyExistsException if it is there and to be made
   */
  DiskFile open(String name, boolean create) throws IOException;

  /** Removes a file; durable after {@link #sync()}. */
  void delete(String name) throws IOException;

  /** Makes durable which names there are. */
  void sync() throws IOException;

  /** Bytes that can still be written, as far as the machine knows. */
  long room();

  /** The folder, as a person knows it; with a name behind it, the file. */
  String describe(String name);
}

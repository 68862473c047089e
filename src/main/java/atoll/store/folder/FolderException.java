package atoll.store.folder;

import java.io.Serial;
import java.nio.file.Path;

/** A data folder that cannot be used. Nothing in it was changed. The message says what a person can do. */
public abstract sealed class FolderException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Path folder;

  FolderException(Path folder, String message) {
    super(message);
    this.folder = folder;
  }

  FolderException(Path folder, String message, Throwable cause) {
    super(message, cause);
    this.folder = folder;
  }

  /** The folder that was asked for. */
  public Path folder() {
    return folder;
  }

  /** Another instance runs on the folder. */
  public static final class InUse extends FolderException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Instance by;

    InUse(Path folder, Instance by) {
      super(
          folder,
          "The data folder " + folder + " is in use by " + by + ". "
              + "Use that one, stop it, or give another folder with --data.");
      this.by = by;
    }

    /** Who uses it; its address is empty as long as it has not told it. */
    public Instance by() {
      return by;
    }
  }

  /** The folder cannot be made, read or written. */
  public static final class NotWritable extends FolderException {
    @Serial
    private static final long serialVersionUID = 1L;

    NotWritable(Path folder, String why, Throwable cause) {
      super(
          folder,
          "The data folder " + folder + " cannot be written (" + why + "). "
              + "Give Atoll the right to write there, or give another folder with --data.",
          cause);
    }
  }

  /** The place is no folder of Atoll's, and Atoll cannot make it one. */
  public static final class NotOurs extends FolderException {
    @Serial
    private static final long serialVersionUID = 1L;

    NotOurs(Path folder, String why) {
      super(
          folder,
          folder + " cannot be a data folder: " + why + ". Give another folder with --data.");
    }
  }
}

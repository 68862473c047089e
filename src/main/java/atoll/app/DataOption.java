package atoll.app;

import atoll.store.folder.DefaultPlace;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The data folder that a command looks at. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ATOLL_DATA}",
      description =
          "The data folder (default: where this system keeps data of programs; ATOLL_DATA).")
  private @Nullable Path data;

  /** As given by {@code --data DIR}. */
  static DataOption of(Path data) {
    DataOption option = new DataOption();
    option.data = data;
    return option;
  }

  /** The folder; it need not be there. */
  Path place() {
    return data == null ? DefaultPlace.ofThisMachine() : data;
  }

  /** Whether the folder is there; if not, says what to do. */
  boolean isThere(PrintStream err) {
    if (Files.isDirectory(place())) {
      return true;
    }
    err.println("There is no data folder " + place() + ". Name the right one with --data.");
    return false;
  }
}

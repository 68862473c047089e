package atoll.app;

import atoll.store.backup.Backup;
import atoll.store.backup.BackupException;
import atoll.store.backup.Manifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atoll backup FILE}: everything in one file. Works beside a running instance. */
@Command(
    name = "backup",
    description = "Writes all that a data folder holds into one file, also while Atoll runs.",
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Mixin
  private final DataOption data = new DataOption();

  @Parameters(paramLabel = "FILE", description = "The file to write; is replaced if it is there.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    if (!data.isThere(System.err)) {
      return ExitCode.DATA_UNREADABLE.value();
    }
    try {
      Manifest made = Backup.make(data.place(), file, Instant.now());
      System.out.println(
          made.files().size() + " files are in " + file.toAbsolutePath().normalize()
              + ". \"atoll restore\" puts them into a new data folder.");
      return ExitCode.FINE.value();
    } catch (BackupException failure) {
      System.err.println(failure.getMessage());
      return ExitCode.FAILED.value();
    }
  }
}

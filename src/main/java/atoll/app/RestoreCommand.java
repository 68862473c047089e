package atoll.app;

import atoll.store.backup.BackupException;
import atoll.store.backup.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atoll restore FILE --data DIR}: a backup becomes a data folder. */
@Command(
    name = "restore",
    description = "Puts a backup into a data folder that is not there yet or empty.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The data folder to make.")
  private Path data = Path.of("");

  @Override
  public Integer call() {
    try {
      Restore.Restored restored = Restore.into(file, data.toAbsolutePath().normalize());
      System.out.println("The backup of " + restored.manifest().created() + " is in " + data
          + ". Start it with \"atoll --data " + data + "\".");
      if (!restored.lost().isEmpty()) {
        System.out.println("Contents of files that are damaged in the backup or not in it: "
            + restored.lost().size()
            + ". Others of the team that have them send them as soon as you meet; or look in another backup. "
            + String.join(" ", restored.lost()));
      }
      return ExitCode.FINE.value();
    } catch (BackupException failure) {
      System.err.println(failure.getMessage());
      return ExitCode.DATA_UNREADABLE.value();
    }
  }
}

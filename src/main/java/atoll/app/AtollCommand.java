package atoll.app;

import atoll.app.bench.BenchCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code atoll} without a subcommand serves. */
@Command(
    name = "atoll",
    description = "A local-first workspace: pages, boards, canvases and files in one tree.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:fine",
      "1:something went wrong that is not your doing",
      "2:wrong use of the command",
      "3:the data folder is in use by another Atoll",
      "4:the data cannot be read",
      "5:the port is taken",
      "6:the passphrase of the data folder is missing or wrong"
    },
    subcommands = {
      ServeCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      BundleCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      DoctorCommand.class,
      PassphraseCommand.class,
      RelayCommand.class,
      BenchCommand.class,
      RehearseCommand.class
    })
final class AtollCommand implements Callable<Integer> {

  @Mixin
  private final ServeOptions options = new ServeOptions();

  @Override
  public Integer call() throws Exception {
    return new Serving(options, System.out, System.err).run().value();
  }
}

package atoll.app;

import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets, changes or takes away the passphrase that Atoll asks for at a start. */
@Command(
    name = "passphrase",
    description =
        "Set or change the passphrase of a data folder, or remove it. It protects the keys of this device: what"
            + " others send stays unreadable without it. Pages that are open here stay readable in the database.",
    mixinStandardHelpOptions = true)
final class PassphraseCommand implements Callable<Integer> {
  @Mixin
  private final DataOption data = new DataOption();

  @Option(names = "--remove", description = "Ask for no passphrase any more.")
  private boolean remove;

  @Override
  public Integer call() throws IOException {
    return run(Passphrase.ofThisProcess(), System.out, System.err).value();
  }

  private ExitCode run(Passphrase passphrase, PrintStream out, PrintStream err) throws IOException {
    if (!data.isThere(err)) {
      return ExitCode.DATA_UNREADABLE;
    }
    try (DataFolder folder = DataFolder.open(data.place())) {
      return change(new KeptKeys(folder.path()), passphrase, out, err);
    } catch (FolderException.InUse inUse) {
      err.println(inUse.getMessage());
      return ExitCode.DATA_IN_USE;
    } catch (FolderException | StoreException unusable) {
      err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE;
    }
  }

  private ExitCode change(KeptKeys kept, Passphrase passphrase, PrintStream out, PrintStream err)
      throws IOException {
    try {
      SecretKeys keys = kept.open(passphrase);
      Optional<String> fresh = remove ? Optional.empty() : passphrase.fresh();
      if (fresh.isEmpty() && !remove) {
        err.println(
            "There is no new passphrase, or it was not typed the same way twice. Nothing was changed."
                + " Type it again, or set " + Passphrase.NEW_VARIABLE
                + "_FILE to a file that holds it.");
        return ExitCode.LOCKED;
      }
      kept.protect(keys, fresh);
      out.println(
          remove
              ? "The data folder asks for no passphrase any more."
              : "The passphrase is set. Nobody can bring it back if it is forgotten.");
      return ExitCode.FINE;
    } catch (UnsealException locked) {
      err.println(locked.getMessage() + " " + Locked.REMEDY);
      return ExitCode.LOCKED;
    }
  }
}

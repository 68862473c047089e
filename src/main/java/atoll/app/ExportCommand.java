package atoll.app;

import atoll.crypto.UnsealException;
import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.workspace.export.MarkdownExport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atoll export}: a plain copy that can be read with no app. Works beside a running instance. */
@Command(
    name = "export",
    description = "Writes each page as Markdown into folders that mirror the tree.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin
  private final DataOption data = new DataOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder to write to.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    return run(System.out, System.err).value();
  }

  private ExitCode run(PrintStream say, PrintStream err) throws Exception {
    if (!data.isThere(err)) {
      return ExitCode.DATA_UNREADABLE;
    }
    try {
      int files = export(data.place());
      say.println(files + (files == 1 ? " page" : " pages") + " written to "
          + out.toAbsolutePath().normalize());
      return ExitCode.FINE;
    } catch (FolderException | StoreException unusable) {
      err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE;
    } catch (UnsealException locked) {
      err.println(locked.getMessage() + " " + Locked.REMEDY);
      return ExitCode.LOCKED;
    } catch (IOException failure) {
      err.println("The copy could not be written to " + out + " (" + failure.getMessage() + "). "
          + "Free some space there or name another folder with --out.");
      return ExitCode.FAILED;
    }
  }

  private int export(Path place) throws Exception {
    Optional<atoll.store.folder.Instance> running = DataFolder.running(place);
    if (running.isPresent() && running.get().address().isPresent()) {
      return RunningInstance.export(running.get().address().get(), out);
    }
    return StoppedInstance.open(place, instance -> MarkdownExport.files(instance, out));
  }
}

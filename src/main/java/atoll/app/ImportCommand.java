package atoll.app;

import atoll.crypto.UnsealException;
import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import atoll.workspace.imports.ImportSource;
import atoll.workspace.imports.Importer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code atoll import}: brings in what other programs wrote. Works beside a running instance. */
@Command(
    name = "import",
    description =
        "Brings in a Markdown file, a folder of them, an Obsidian vault or an export of Notion.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin
  private final DataOption data = new DataOption();

  @Parameters(paramLabel = "PATH", description = "A folder, a zip or a page.")
  private Path path = Path.of("");

  @Override
  public Integer call() throws Exception {
    return run(System.out, System.err).value();
  }

  private ExitCode run(PrintStream say, PrintStream err) throws Exception {
    if (!data.isThere(err)) {
      return ExitCode.DATA_UNREADABLE;
    }
    try {
      bringIn(data.place()).forEach(say::println);
      return ExitCode.FINE;
    } catch (FolderException | StoreException unusable) {
      err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE;
    } catch (UnsealException locked) {
      err.println(locked.getMessage() + " " + Locked.REMEDY);
      return ExitCode.LOCKED;
    } catch (IOException failure) {
      err.println(failure.getMessage());
      return ExitCode.FAILED;
    }
  }

  private List<String> bringIn(Path place) throws Exception {
    Optional<atoll.store.folder.Instance> running = DataFolder.running(place);
    if (running.isPresent() && running.get().address().isPresent()) {
      return RunningInstance.bringIn(running.get().address().get(), path);
    }
    Path temporary = Files.createTempDirectory("atoll-import-");
    try (ImportSource source = ImportSource.open(path, temporary)) {
      return StoppedInstance.open(place, instance -> bringIn(instance, source));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static List<String> bringIn(Instance instance, ImportSource source) throws IOException {
    Workspace workspace = instance.workspaces().stream()
        .findFirst()
        .orElseThrow(() -> new IOException(
            "There is no workspace yet. Start Atoll once, make one, and import again."));
    return Importer.run(workspace, source, Optional.empty()).report().lines();
  }
}

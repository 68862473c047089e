package atoll.app;

import atoll.store.folder.DataFolder;
import atoll.ui.imports.Reports;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import atoll.workspace.imports.ImportSource;
import atoll.workspace.imports.Importer;
import java.io.IOException;
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
    return DataWork.run(data, place -> String.join(System.lineSeparator(), bringIn(place)));
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
    return Reports.WORDS.lines(
        Importer.run(workspace, source, Optional.empty(), Reports.WORDS).report());
  }
}

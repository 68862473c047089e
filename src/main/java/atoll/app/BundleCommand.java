package atoll.app;

import atoll.store.folder.DataFolder;
import atoll.ui.Refusals;
import atoll.ui.imports.Reports;
import atoll.workspace.Instance;
import atoll.workspace.OwnDeviceException;
import atoll.workspace.Workspace;
import atoll.workspace.bundle.BundleService;
import atoll.workspace.bundle.BundleWish;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code atoll bundle}: carries a workspace by hand, sealed. Both ways work beside a running instance. */
@Command(
    name = "bundle",
    description = "Carries a workspace, or what leads to one page, as a sealed file.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BundleCommand.Export.class,
      BundleCommand.Import.class,
      BundleCommand.Restore.class
    },
    synopsisSubcommandLabel = "(export | import | restore)")
final class BundleCommand {
  private BundleCommand() {}

  private static Optional<atoll.store.folder.Instance.Address> running(Path place)
      throws IOException {
    return DataFolder.running(place).flatMap(atoll.store.folder.Instance::address);
  }

  @Command(
      name = "export",
      description = "Writes the file. Whoever belongs to the workspace can bring it in.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "The file to write.")
    private Path out = Path.of("");

    @Option(
        names = "--workspace",
        paramLabel = "NAME",
        description = "Which workspace, by its name or id (default: the only one).")
    private @Nullable String workspace;

    @Option(
        names = "--for",
        paramLabel = "DEVICE",
        description = "Only what this device has not said to hold. Atoll must be running.")
    private @Nullable String device;

    @Parameters(
        paramLabel = "NODE",
        arity = "0..1",
        description = "Only what leads to this page: its title, id or address.")
    private @Nullable String node;

    @Override
    public Integer call() throws Exception {
      return DataWork.run(data, place -> {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
          throw new IOException("The folder of " + out + " is not there. Make it first.");
        }
        long entries = write(place);
        return (entries == 1 ? "1 entry" : entries + " entries") + " written to "
            + out.toAbsolutePath().normalize();
      });
    }

    private long write(Path place) throws Exception {
      Optional<atoll.store.folder.Instance.Address> running = running(place);
      if (running.isPresent()) {
        Map<String, String> query = new LinkedHashMap<>();
        putIfThere(query, "workspace", workspace);
        putIfThere(query, "page", node);
        putIfThere(query, "for", device);
        return RunningInstance.bundle(running.get(), query, out);
      }
      if (device != null) {
        throw new IOException("What " + device
            + " lacks is known only while Atoll runs. Start it, or leave out --for.");
      }
      BundleWish wish = new BundleWish(
          Optional.ofNullable(workspace), Optional.ofNullable(node), Optional.empty());
      return StoppedInstance.open(place, instance -> wish.write(instance, out));
    }

    private static void putIfThere(Map<String, String> query, String key, @Nullable String value) {
      if (value != null) {
        query.put(key, value);
      }
    }
  }

  @Command(
      name = "import",
      description =
          "Merges what is in the file into the workspace that it is of. Again is harmless.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "What \"bundle export\" wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
      return DataWork.run(data, place -> {
        if (!Files.isRegularFile(file)) {
          throw new IOException(file + " is not there. Name the file that was brought.");
        }
        // The running instance would take any file for an import of pages.
        BundleService.workspace(file);
        return String.join(System.lineSeparator(), bringIn(place));
      });
    }

    private List<String> bringIn(Path place) throws Exception {
      Optional<atoll.store.folder.Instance.Address> running = running(place);
      return running.isPresent()
          ? RunningInstance.bringIn(running.get(), file)
          : StoppedInstance.open(place, instance -> Reports.lines(instance.bringIn(file)));
    }
  }

  @Command(
      name = "restore",
      description = "Brings your workspaces back from files and your 24 recovery words, which are"
          + " read from standard input, when all your devices are lost.",
      mixinStandardHelpOptions = true)
  static final class Restore implements Callable<Integer> {
    private static final int WORDS = 24;

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(
        paramLabel = "FILE",
        arity = "1..*",
        description = "What \"bundle export\" wrote; all at once, if you have several.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
      return DataWork.make(data, place -> {
        for (Path file : files) {
          if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not there. Name the file that was brought.");
          }
        }
        if (running(place).isPresent()) {
          throw new IOException("Atoll runs with " + place + ". Choose “I have my recovery words”"
              + " there, or name an empty folder with --data.");
        }
        return StoppedInstance.open(place, instance -> restore(instance, place));
      });
    }

    private String restore(Instance instance, Path place) throws IOException {
      if (!instance.workspaces().isEmpty()) {
        throw new IOException(
            "There are workspaces in " + place + " already. Name an empty folder with --data.");
      }
      System.err.println("Type your 24 recovery words, in one line or several:");
      try {
        instance.newDevice().restoreFrom(words(), files);
      } catch (OwnDeviceException wrong) {
        throw new IOException(Refusals.of(wrong).orElseThrow(), wrong);
      }
      return instance.workspaces().stream().map(Workspace::name).collect(Collectors.joining(", "))
          + " is back. Start it with \"atoll --data " + place + "\".";
    }

    private static String words() throws IOException {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      StringBuilder words = new StringBuilder();
      String line = in.readLine();
      while (line != null) {
        words.append(line.strip()).append(' ');
        if (words.toString().split("\\s+", -1).length > WORDS) {
          break;
        }
        line = in.readLine();
      }
      return words.toString().strip();
    }
  }
}

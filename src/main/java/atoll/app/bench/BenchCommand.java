package atoll.app.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;

/** {@code atoll bench}: one JSON object for each trace. */
@Command(
    name = "bench",
    description =
        "Replays recorded editing histories through the engine and prints how long it took.")
public final class BenchCommand implements Callable<Integer> {
  @Option(names = "--seconds", description = "How long to measure each figure (${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Option(
      names = "--structures",
      description = "Also measure maps, lists, trees, merges, and large and many documents.")
  private boolean isStructures;

  @Spec
  private @Nullable CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "TRACE",
      description = "A trace as JSON, gzipped or not.")
  private List<Path> traces = List.of();

  @Override
  public Integer call() throws Exception {
    if (traces.isEmpty() && !isStructures) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(), "Name a trace, or say --structures.");
    }
    ObjectMapper json = new ObjectMapper();
    for (Path file : traces) {
      System.out.println(json.writeValueAsString(new Bench(Trace.read(file, json), seconds).run()));
    }
    if (isStructures) {
      StructuresBench.run();
      ScaleBench.run();
    }
    return 0;
  }
}

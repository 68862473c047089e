package atoll.app.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.ObjectMapper;

/** {@code atoll bench}: one JSON object for each trace. */
@Command(
    name = "bench",
    description =
        "Replays recorded editing histories through the engine and prints how long it took.")
public final class BenchCommand implements Callable<Integer> {
  @Option(names = "--seconds", description = "How long to measure each figure (${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Parameters(
      arity = "1..*",
      paramLabel = "TRACE",
      description = "A trace as JSON, gzipped or not.")
  private List<Path> traces = List.of();

  @Override
  public Integer call() throws Exception {
    ObjectMapper json = new ObjectMapper();
    for (Path file : traces) {
      System.out.println(json.writeValueAsString(new Bench(Trace.read(file, json), seconds).run()));
    }
    return 0;
  }
}

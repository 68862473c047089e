package atoll.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code atoll serve}: the instance, until it is told to stop. */
@Command(
    name = "serve",
    description = "Serves the workspace to the browsers of this machine (the default).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Mixin
  private final ServeOptions options = new ServeOptions();

  @Override
  public Integer call() throws Exception {
    return new Serving(options, System.out, System.err).run().value();
  }
}

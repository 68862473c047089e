package atoll.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@link AtollCommand} without its subcommands and its help. */
@Command(name = "atoll")
final class ServeOnly implements Callable<Integer> {

  @Mixin
  private final ServeOptions options = new ServeOptions();

  @Override
  public Integer call() throws Exception {
    return new Serving(options, System.out, System.err).run().value();
  }
}

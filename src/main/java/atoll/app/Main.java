package atoll.app;

import picocli.CommandLine;

/** Where the process begins. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /**
   * What understands the arguments. Describing all commands takes a tenth of a second, so a plain start knows only the one
   * that serves, and leaves what that does not understand to all of them.
   */
  static CommandLine commandLine(String... arguments) {
    if (arguments.length > 0 && !arguments[0].startsWith("--")) {
      return everything();
    }
    return new CommandLine(new ServeOnly())
        .setParameterExceptionHandler((wrong, given) -> everything().execute(given));
  }

  private static CommandLine everything() {
    return new CommandLine(new AtollCommand());
  }
}

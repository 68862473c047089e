package atoll.app;

import picocli.CommandLine;

/** Where the process begins. */
public final class Main {

  private Main() {}

  /** Runs the command that the arguments name and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AtollCommand()).execute(arguments));
  }
}

package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command line answers before anything is started. */
final class AtollCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new AtollCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void help_namesTheOptions() {
    int exitCode = command.execute("--help");

    assertEquals(ExitCode.FINE.value(), exitCode);
    assertTrue(out.toString().contains("--port"), out.toString());
  }

  @Test
  void unknownOption_isWrongUse() {
    int exitCode = command.execute("--prot", "8420");

    assertEquals(ExitCode.WRONG_USE.value(), exitCode);
    assertTrue(err.toString().contains("--prot"), err.toString());
  }
}

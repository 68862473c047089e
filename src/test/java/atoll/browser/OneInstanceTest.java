package atoll.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Browser tests that share one instance; each works in a page of its own. */
abstract class OneInstanceTest extends BrowserTest {
  static final String BODY = "atoll-page .cm-content";

  private RunningAtoll atoll;

  @BeforeAll
  void start(@TempDir Path data) {
    atoll = RunningAtoll.start(data, options());
    new ShellPage(open(Window.WIDE)).firstStart(atoll, "Ada");
  }

  @AfterAll
  void stop() {
    atoll.close();
  }

  /** What the instance is started with beside its folder. */
  String[] options() {
    return new String[0];
  }

  /** The instance of all tests of the class. */
  final RunningAtoll atoll() {
    return atoll;
  }

  /** A new page in a window of its own, with the caret in its body. */
  final ShellPage fresh() {
    ShellPage shell = new ShellPage(open(Window.WIDE)).open(atoll);
    shell.newPage("Page " + System.nanoTime());
    shell.press("Enter");
    return shell;
  }

  /** Another tab with the same page. */
  final Page beside(ShellPage shell) {
    ShellPage other = new ShellPage(open(Window.WIDE)).open(atoll);
    other.page().navigate(shell.page().url());
    other.awaitPage();
    return other.page();
  }
}

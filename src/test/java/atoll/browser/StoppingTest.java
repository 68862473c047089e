package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance goes away and comes back while somebody writes. */
final class StoppingTest extends BrowserTest {
  private static final String STOPPED = "Atoll has stopped. Start it again; nothing typed is lost.";

  private static final String PLACE = """
      () => {
        const view = document.querySelector('atoll-page').editor
        return [view.state.selection.main.head, view.scrollDOM.scrollTop]
      }""";

  /** As it was, to a line. */
  private static final String BACK = """
      ([head, top]) => {
        const view = document.querySelector('atoll-page')?.editor
        return view?.state.selection.main.head === head && Math.abs(view.scrollDOM.scrollTop - top) < 24
      }""";

  @Test
  void textTypedWhileTheInstanceIsDown_isThereWhenItIsBack(@TempDir Path data) {
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      Page page = open(Window.WIDE);
      ShellPage shell = new ShellPage(page).firstStart(atoll, "Ada");
      shell.awaitCaretInTitle();
      page.keyboard().type("Diary");
      page.keyboard().press("Enter");
      page.keyboard().type("before ");
      page.locator("atoll-page[state=saved]").waitFor();
      atoll.kill();
      assertThat(page.locator("atoll-shell .banner")).containsText(STOPPED);
      screenshot(page, "stopped");
      page.keyboard().type("meanwhile");
      atoll.startAgain();
      assertThat(page.locator("atoll-shell .banner")).not().containsText(STOPPED);
      shell.awaitPage();
      assertThat(page.locator("atoll-page .cm-content")).containsText("before meanwhile");
      page.reload();
      assertThat(page.locator("atoll-page .cm-content")).containsText("before meanwhile");
      shell.awaitTree("Diary");
      shell.newPage("After");
      shell.awaitTree("Diary", "After");
    }
  }

  @Test
  void caretAndScroll_outliveALoadAndARestart(@TempDir Path data) {
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      Page page = open(Window.WIDE);
      ShellPage shell = new ShellPage(page).firstStart(atoll, "Ada");
      shell.awaitCaretInTitle();
      page.keyboard().type("Long");
      page.keyboard().press("Enter");
      page.keyboard().insertText("line of the page\n".repeat(120));
      for (int i = 0; i < 40; i++) {
        page.keyboard().press("ArrowUp");
      }
      page.keyboard().press("End");
      page.locator("atoll-page[state=saved]").waitFor();
      Object before = page.evaluate(PLACE);
      page.reload();
      page.waitForFunction(BACK, before);
      atoll.kill();
      assertThat(page.locator("atoll-shell .banner")).containsText(STOPPED);
      page.evaluate("window.old = true");
      atoll.startAgain();
      page.waitForFunction("() => !window.old");
      page.waitForFunction(BACK, before);
    }
  }
}

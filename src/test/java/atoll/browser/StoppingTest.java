package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.List;
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

  /** The page is the first of those looked at last. */
  private static final String IS_NEWEST = """
      () => {
        const { recent, current } = document.querySelector('atoll-shell')
        return recent.split(' ')[0] === current
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
  void undo_outlivesALoadAndARestart_besideWhatOthersWroteMeanwhile(@TempDir Path data) {
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      Page page = open(Window.WIDE);
      ShellPage shell = new ShellPage(page).firstStart(atoll, "Ada");
      shell.awaitCaretInTitle();
      shell.press("Enter");
      page.keyboard().type("one ");
      shell.press("Home", "End", "Control+b");
      page.keyboard().type("two");
      page.locator("atoll-page[state=saved]").waitFor();
      page.reload();
      shell.awaitPage();
      shell.awaitText("one two");
      page.locator("atoll-page .cm-content:focus").waitFor();
      shell.press("Control+z");
      shell.awaitText("one ");
      shell.press("Control+y");
      shell.awaitText("one two");
      assertThat(page.locator("atoll-page .cm-content .atoll-bold")).hasText("two");
      page.locator("atoll-page[state=saved]").waitFor();

      Page other = page.context().newPage();
      other.navigate(page.url());
      new ShellPage(other).awaitPage();
      other.locator("atoll-page .cm-content").click();
      new ShellPage(other).press("Control+Home");
      page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
      other.keyboard().type("So: ");
      shell.awaitText("So: one two");
      atoll.kill();
      assertThat(page.locator("atoll-shell .banner")).containsText(STOPPED);
      page.evaluate("window.old = true");
      atoll.startAgain();
      page.waitForFunction("() => !window.old");
      shell.awaitPage();
      shell.awaitText("So: one two");
      page.locator("atoll-page .cm-content").click();
      shell.press("Control+z");
      shell.awaitText("So: one ");
      shell.press("Control+z");
      shell.awaitText("So: ");
      shell.press("Control+z");
      shell.awaitText("So: ");
    }
  }

  @Test
  void pageLookedAtLast_isWhereAtollBeginsAgain_whicheverTabIsBackLast(@TempDir Path data) {
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      Page page = open(Window.WIDE);
      // A browser without a screen takes every tab for the one in front.
      page.context().addInitScript("document.hasFocus = () => !sessionStorage.getItem('behind')");
      ShellPage shell = new ShellPage(page).firstStart(atoll, "Ada");
      shell.newPage("Other").newPage("Looked at");
      Page other = page.context().newPage();
      other.navigate(page.url());
      new ShellPage(other).awaitPage();
      new ShellPage(other).row("Other").click();
      assertThat(other).hasTitle("Other");
      other.waitForFunction(IS_NEWEST);
      other.evaluate("sessionStorage.setItem('behind', 'yes')");
      page.evaluate("dispatchEvent(new FocusEvent('focus'))");
      page.waitForFunction(IS_NEWEST);
      for (Page tab : List.of(page, other)) {
        tab.evaluate("window.old = true");
      }
      atoll.stop();
      atoll.startAgain();
      // Both load themselves again, in any order; the one behind does so once more.
      for (Page tab : List.of(page, other)) {
        tab.waitForFunction("() => !window.old");
        new ShellPage(tab).awaitPage();
      }
      other.reload();
      new ShellPage(other).awaitPage();
      Page later = page.context().newPage();
      later.navigate(atoll.address(""));
      assertThat(later).hasTitle("Looked at");
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
      shell.awaitDrawn();
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

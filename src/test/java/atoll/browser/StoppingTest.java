package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance goes away and comes back while somebody writes. */
final class StoppingTest extends BrowserTest {
  private static final String STOPPED = "Atoll has stopped. Start it again; nothing typed is lost.";

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
}

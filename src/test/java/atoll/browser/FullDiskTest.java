package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder on a small disk of its own; needs the right to mount one. */
final class FullDiskTest extends BrowserTest {
  private static final int DISK_MB = 96;

  @Test
  void textTypedWhileTheDiskIsFull_staysInThePage_andIsStoredWhenThereIsRoom(@TempDir Path place)
      throws IOException, InterruptedException {
    Path disk = Files.createDirectory(place.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "tmpfs", disk.toString()),
        "This machine mounts no disks for tests, so a full one was not tried.");
    try (RunningAtoll atoll = RunningAtoll.start(disk.resolve("data"))) {
      Page page = open(Window.WIDE);
      ShellPage shell = new ShellPage(page).firstStart(atoll, "Ada");
      shell.awaitCaretInTitle();
      page.keyboard().type("Diary");
      page.keyboard().press("Enter");
      page.keyboard().type("before ");
      page.locator("atoll-page[state=saved]").waitFor();
      Path filler = disk.resolve("filler");
      Files.write(filler, new byte[(DISK_MB - 24) << 20]);
      page.keyboard().type("during");
      assertThat(page.locator("atoll-page .atoll-stuck")).containsText("Make room");
      screenshot(page, "full-disk");

      Files.delete(filler);
      assertThat(page.locator("atoll-page .atoll-stuck")).hasCount(0);
      page.locator("atoll-page[state=saved]").waitFor();
      page.keyboard().type(" after");
      page.locator("atoll-page[state=saved]").waitFor();
      atoll.kill();
      atoll.startAgain();
      shell.awaitPage();
      assertThat(page.locator("atoll-page .cm-content")).containsText("before during after");
    } finally {
      run("umount", disk.toString());
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}

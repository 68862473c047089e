package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What stands above and beside the text of a page: icon, picture, width, and the outline of its headings. */
final class PageHeadTest extends OneInstanceTest {
  private static final String PICTURE = """
      <svg xmlns="http://www.w3.org/2000/svg" width="800" height="800"><rect width="800" height="800" fill="teal"/></svg>""";

  @Test
  void iconCoverAndWidth_areThereForAllWhoSeeThePage() {
    ShellPage shell = fresh();
    Page page = shell.page();
    Page other = beside(shell);
    String title = page.title();

    palette(shell, "change the icon");
    page.keyboard().type("rocket");
    shell.press("Enter");
    assertThat(other.locator("atoll-page .atoll-page-icon")).hasText("🚀");
    assertThat(other.locator("atoll-tree .row.current .sign")).hasText("🚀");
    other.waitForCondition(() -> other.title().equals("🚀 " + title));

    FileChooser chooser = page.waitForFileChooser(() -> palette(shell, "change the cover"));
    chooser.setFiles(
        new FilePayload("sea.svg", "image/svg+xml", PICTURE.getBytes(StandardCharsets.UTF_8)));
    Locator cover = other.locator("atoll-page .atoll-cover img");
    assertThat(cover).hasAttribute("style", Pattern.compile("50% 50%"));
    page.locator("atoll-page .atoll-cover").hover();
    shell.button("Reposition").click();
    shell.press("ArrowUp", "ArrowUp", "Enter");
    assertThat(cover).hasAttribute("style", Pattern.compile("50% 40%"));

    palette(shell, "full width");
    assertThat(other.locator("atoll-page[wide]")).hasCount(1);
    Locator favicon = other.locator("link[rel~=icon]");
    assertThat(favicon).hasAttribute("href", Pattern.compile("data:image/svg.*%F0%9F%9A%80.*"));
    screenshots(page, "head-light");
    page.reload();
    shell.awaitPage();
    assertThat(page.locator("atoll-page[wide] .atoll-page-icon")).hasText("🚀");
    page.locator("atoll-page .atoll-page-icon").click();
    page.locator("atoll-page .atoll-emoji-head button").click();
    page.locator("atoll-page .atoll-cover").hover();
    shell.button("Remove").click();
    assertThat(other.locator("atoll-page .atoll-cover")).isHidden();
    assertThat(other.locator("atoll-page .atoll-page-icon")).isHidden();
    assertThat(favicon).hasAttribute("href", "themes/atoll/icon.svg");
  }

  @Test
  void outline_goesToItsHeadingsAndFollowsTheReading() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("# First\n");
    page.keyboard().insertText("line\n".repeat(60));
    page.keyboard().type("## Second\n");
    page.keyboard().insertText("line\n".repeat(60));
    shell.press("Alt+o");
    Locator entries = page.locator("atoll-page .atoll-outline-list [data-index]");
    assertThat(entries).hasText(new String[] {"First", "Second"});
    assertThat(entries.nth(1)).hasAttribute("aria-current", "true");
    screenshots(page, "outline");
    shell.press("Home", "Enter");
    assertThat(page.locator("atoll-page .atoll-rail [data-index='0'][aria-current]"))
        .hasCount(1);
    page.keyboard().type("The ");
    shell.press("Alt+o");
    assertThat(entries).hasText(new String[] {"The First", "Second"});
    shell.press("Escape");
    assertThat(page.locator(BODY)).isFocused();
  }

  @Test
  void coverOfMoreThanTravels_saysThatItStaysHere() {
    ShellPage shell = fresh();
    Page page = shell.page();
    FileChooser chooser = page.waitForFileChooser(() -> palette(shell, "change the cover"));
    String large = PICTURE.replace("</svg>", "<!--" + "x".repeat(5 << 20) + "--></svg>");
    chooser.setFiles(
        new FilePayload("sea.svg", "image/svg+xml", large.getBytes(StandardCharsets.UTF_8)));
    assertThat(page.locator("atoll-page .atoll-cover-stays")).isVisible();
    screenshot(page, "cover-stays");
  }

  private static void palette(ShellPage shell, String command) {
    shell.press("Control+k");
    shell.page().locator("atoll-palette input").waitFor();
    shell.page().keyboard().type(command);
    shell.press("Enter");
  }
}

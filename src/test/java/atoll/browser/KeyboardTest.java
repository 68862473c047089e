package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Everything without a mouse: what is reached, whether one sees where one is, and that one gets away again. */
final class KeyboardTest extends OneInstanceTest {
  private static final int MOST_STOPS = 80;

  /** The innermost element that has the keyboard, as what it says of itself; empty at the end of the window. */
  private static final String FOCUSED = """
      () => {
        let element = document.activeElement
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
        if (!element || element === document.body) return ''
        const label = document.getElementById(element.getAttribute('aria-labelledby')?.split(' ')[0])
        return element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent.trim()
      }""";

  /** Takes the keyboard away and gives it back. */
  private static final String BLUR = """
      () => {
        let element = document.activeElement
        while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
        window.blurred = element
        element.blur()
      }""";

  private static final String FOCUS_AGAIN = "() => window.blurred.focus({ preventScroll: true })";

  /** Where a caret says where one is; it blinks. */
  private static final Set<String> WITH_CARET = Set.of("Title", "Page text");

  @Test
  void tab_goesThroughEverythingInTheWindow_andOneSeesWhere() {
    ShellPage shell = commented();
    Page page = shell.page();
    page.evaluate("() => document.activeElement.blur()");
    List<String> stops = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    // Round the end of the window once.
    for (int ends = 0; ends < 2 && stops.size() < MOST_STOPS; ) {
      shell.press("Tab");
      String here = focused(page);
      stops.add(here);
      if (here.isEmpty()) {
        ends++;
      } else if (here.equals("Page text")) {
        shell.press("Escape", "Escape");
      } else if (!WITH_CARET.contains(here) && !isSeen(page)) {
        unseen.add(here);
      }
    }
    assertTrue(stops.size() < MOST_STOPS, "trapped: " + stops);
    for (String each : List.of(
        "Skip to the page",
        "Search",
        "Inbox",
        "New page",
        "Pages",
        "Trash",
        "Keyboard shortcuts",
        "Show or hide the sidebar",
        "Share",
        "More for this page",
        "Title",
        "Page text",
        "Reply",
        "Resolve")) {
      assertTrue(
          stops.stream().anyMatch(stop -> stop.startsWith(each)), each + " is not among " + stops);
    }
    assertEquals(List.of(), unseen, "where one does not see the keyboard");
  }

  @Test
  void f6_goesRoundThePartsOfTheWindow() {
    ShellPage shell = commented();
    Page page = shell.page();
    page.locator(BODY + ":focus").waitFor();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      shell.press("F6");
      parts.add(focused(page));
    }
    assertEquals(
        List.of("Reply", "Pages", "Show or hide the sidebar", "Page text", "Reply"), parts);
    shell.press("Shift+F6", "Shift+F6", "Shift+F6");
    assertEquals("Pages", focused(page));
    // From a line of the tree into its page.
    shell.press("Home", "Enter");
    page.locator("atoll-page .cm-content:focus, atoll-page .atoll-title:focus").waitFor();
  }

  @Test
  void thread_isAnsweredAndResolvedAndLeftByKeys() {
    ShellPage shell = commented();
    Page page = shell.page();
    shell.press("F6");
    page.keyboard().type("Because.");
    shell.press("Enter");
    Locator comments = page.locator(".atoll-comments [data-thread] article");
    assertThat(comments).hasCount(2);
    assertEquals("Reply", focused(page));
    shell.press("Tab");
    assertEquals("Resolve", focused(page));
    shell.press("Enter");
    assertThat(page.locator(".atoll-comments details [data-thread]")).hasCount(1);
    page.locator(".atoll-comments :focus").waitFor();
    shell.press("Escape");
    assertThat(page.locator(".atoll-comments")).isHidden();
    page.locator(BODY + ":focus").waitFor();
  }

  @Test
  void dialogs_keepTheKeyboardAndGiveItBack() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("words");
    shell.press("Control+k");
    page.locator("atoll-palette input:focus").waitFor();
    shell.press("Tab", "Tab", "Escape");
    page.waitForCondition(() -> focused(page).equals("Page text"));
    shell.press("Shift+F6");
    for (int i = 0; i < 10 && !focused(page).equals("Share"); i++) {
      shell.press("Tab");
    }
    shell.press("Enter");
    page.locator("vaadin-dialog[opened] textarea").waitFor();
    Set<String> outside = Set.of("Search", "Pages", "Share", "Page text");
    boolean done = false;
    for (int i = 0; i < 12; i++) {
      shell.press("Tab");
      assertFalse(outside.contains(focused(page)), focused(page));
      done |= focused(page).equals("Done");
    }
    assertTrue(done);
    shell.press("Escape");
    page.waitForCondition(() -> focused(page).equals("Share"));
  }

  /** A page with a thread beside it, and the caret in its text. */
  private ShellPage commented() {
    ShellPage shell = fresh();
    shell.page().keyboard().type("Some words");
    shell.press("Shift+Home", "Control+Alt+m");
    shell.page().keyboard().type("Why?");
    shell.press("Enter");
    shell.page().locator(".atoll-comments [data-thread]").waitFor();
    shell.page().locator("atoll-page[state=saved]").waitFor();
    return shell;
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate(FOCUSED));
  }

  /** Whether the window looks otherwise when the keyboard is where it is. */
  private static boolean isSeen(Page page) {
    byte[] here = picture(page);
    page.evaluate(BLUR);
    byte[] away = picture(page);
    page.evaluate(FOCUS_AGAIN);
    return !Arrays.equals(here, away);
  }

  private static byte[] picture(Page page) {
    return page.screenshot(
        new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
  }
}

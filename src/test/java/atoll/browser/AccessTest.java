package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a screen reader and a keyboard get, checked by axe in light and dark: nothing serious may be found. */
final class AccessTest extends OneInstanceTest {
  private static final String FINDINGS = """
      async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => [id, target.flat().join(' '), any[0]?.message].join(': ')))
      """;
  private static final String PASTE = """
      (body, text) => {
        const data = new DataTransfer()
        data.setData('text/plain', text)
        body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }""";
  private static final String EVERYTHING = """
      # Heading

      A paragraph with **bold**, *italic*, `code`, ~~strike~~ and a [link](https://example.org).

      - bullet
        - nested
      - [ ] task
      - [x] done

      1. one

      > quote

      > [!warning] Callout
      > text

      ```js
      const a = 1 // why
      ```

      ---

      | a | b |
      |---|---|
      | 1 | 2 |

      The end
      """;

  private final Set<String> found = new TreeSet<>();

  @Test
  void pageWithItsMenusAndComments_hasNoSeriousFinding() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.evaluate(axe());
    page.locator(BODY).evaluate(PASTE, EVERYTHING);
    page.locator(BODY + " .atoll-callout").first().waitFor();
    check(page, "page");
    shell.press("Control+End", "Enter");
    page.keyboard().type("/");
    page.locator("#atoll-blocks [role=option]").first().waitFor();
    check(page, "slash menu");
    shell.press("Escape", "Backspace");
    page.keyboard().type("ask @");
    page.locator("#atoll-mentions").waitFor();
    check(page, "mentions");
    shell.press("Escape", "Shift+Home");
    page.locator(".atoll-toolbar").waitFor();
    check(page, "toolbar");
    shell.press("Control+Alt+m");
    page.keyboard().type("Why?");
    check(page, "draft of a comment");
    shell.press("Enter");
    page.locator(".atoll-comments [data-thread]").waitFor();
    check(page, "comments");
    assertEquals(Set.of(), found);
  }

  @Test
  void shellWithItsDialogs_hasNoSeriousFinding() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.evaluate(axe());
    shell.press("Control+k");
    page.locator("atoll-palette input").waitFor();
    check(page, "palette");
    shell.press("Escape");
    page.locator(".side-row", new Page.LocatorOptions().setHasText("Keyboard shortcuts"))
        .click();
    check(page, "help");
    shell.press("Escape");
    for (String place : List.of("Inbox", "Trash")) {
      page.locator(".side-row", new Page.LocatorOptions().setHasText(place)).click();
      page.locator(".listing h1", new Page.LocatorOptions().setHasText(place)).waitFor();
      check(page, place);
    }
    assertEquals(Set.of(), found);
  }

  @Test
  void threadThatWasBegun_isTakenBackByUndoAndPutBackByRedo() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("Some words");
    shell.press("Shift+Home", "Control+Alt+m");
    page.keyboard().type("Why?");
    shell.press("Enter");
    Locator threads = page.locator(".atoll-comments [data-thread]");
    assertThat(threads).hasCount(1);
    shell.press("Control+z");
    assertThat(threads).hasCount(0);
    shell.press("Control+y");
    assertThat(threads).hasCount(1);
    assertThat(page.locator(".atoll-comments [data-gone]")).hasCount(0);
  }

  @Test
  void threadOnABlock_isDrawnAfterAReloadAndGoesWithTheBlock() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("first");
    shell.press("Enter");
    page.keyboard().type("second");
    shell.press("Control+Alt+m");
    page.keyboard().type("About all of it");
    page.locator(BODY + " .cm-line").first().click();
    page.locator(".atoll-draft textarea").click();
    shell.press("Enter");
    page.locator("atoll-page[state=saved]").waitFor();
    page.reload();
    Locator commented = page.locator(BODY + " .cm-line[class*=atoll-thread]");
    assertThat(commented).hasText("second");
    page.locator(BODY).click();
    shell.press("Control+Home", "ArrowDown", "Control+Shift+ArrowUp");
    assertThat(page.locator(BODY + " .cm-line").first()).hasText("second");
    assertThat(commented).hasText("second");
  }

  /** Colours fade from one scheme to the other; what is checked is what they end as. */
  private void check(Page page, String what) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(
          "() => Promise.all(document.getAnimations().map(each => each.finished.catch(() => {})))");
      for (Object each : (List<?>) page.evaluate(FINDINGS)) {
        found.add(what + ", " + scheme + ": " + each);
      }
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static String axe() {
    try (InputStream script =
        Objects.requireNonNull(AccessTest.class.getResourceAsStream("/axe.min.js"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

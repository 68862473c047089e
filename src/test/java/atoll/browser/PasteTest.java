package atoll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What comes by the clipboard, in the manner of the programs that people copy from. */
final class PasteTest extends OneInstanceTest {
  private static final String PASTE = """
      (body, formats) => {
        const data = new DataTransfer()
        for (const [type, content] of Object.entries(formats)) data.setData(type, content)
        body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }""";

  /** The blocks as they are drawn: kind, indent, text; a row of a table in one line. */
  private static final String DRAWN = """
      body => [...body.children].flatMap(block => {
        if (block.matches('.atoll-table')) {
          return [...block.querySelectorAll('tr')].map(row => '| ' + [...row.cells].map(cell => cell.textContent).join(' | '))
        }
        const kind = /atoll-(heading.|bullet|number|task|quote|code|callout|toggle|divider)(?![-\\w])/.exec(block.className)?.[1] ?? 'text'
        const indent = /atoll-indent-(\\d)/.exec(block.className)?.[1] ?? ''
        const copy = block.cloneNode(true)
        copy.querySelectorAll('select, button, .atoll-formula').forEach(each => each.replaceWith(each.ariaLabel === null || !each.matches('.atoll-formula') ? '' : '$' + each.ariaLabel + '$'))
        return [kind + indent + ': ' + copy.textContent]
      })""";

  @Test
  void wordsHtml_keepsHeadingsListsMarksAndTables() {
    Page page = pasted("word.html");
    assertEquals(
        List.of(
            "heading1: Quarterly report",
            "text: Sales rose by 4\u00a0% in all regions.",
            "bullet: North",
            "bullet1: Oslo",
            "number: First",
            "| Region | Units",
            "| North | 12",
            "text: The end."),
        drawn(page));
    assertEquals(List.of("rose", "Region"), texts(page, ".atoll-bold"));
    assertEquals(List.of("4\u00a0%"), texts(page, ".atoll-color-red"));
    assertEquals(List.of("all"), texts(page, ".atoll-italic.atoll-underline"));
  }

  @Test
  void documentsHtml_keepsWhatItsStylesSay() {
    Page page = pasted("docs.html");
    assertEquals(
        List.of(
            "heading2: Plan for the week",
            "text: Read chapter two today, see the notes.",
            "bullet: Milk",
            "bullet1: oat",
            "number: Bread",
            "| Day | Who",
            "| Mon | ",
            "text: Old"),
        drawn(page));
    assertEquals("chapter two", texts(page, ".atoll-bold").getFirst());
    assertEquals(
        List.of("today"),
        texts(page, ".atoll-highlight-yellow").stream().map(String::strip).toList());
    assertEquals(List.of("the notes"), texts(page, "a[href='https://example.org/notes']"));
    assertEquals(List.of("Old"), texts(page, ".atoll-strike"));
  }

  @Test
  void webPage_keepsItsBlocks() {
    Page page = pasted("web.html");
    assertEquals(
        List.of(
            "heading1: On tides",
            "text: The moon pulls.",
            "text: The sea follows.",
            "quote: Time and tide wait for no man.",
            "code: def tide():",
            "code:     return \"in\"",
            "toggle: More",
            "text1: Hidden words",
            "task: measured",
            "task: drawn",
            "text: Energy is $E = mc^2$.",
            "divider: ",
            "text: Press Esc or wait."),
        drawn(page));
  }

  @Test
  void hostileHtml_leavesTextAndHarmlessLinks() {
    Page page = pasted("hostile.html");
    String text = String.join("\n", drawn(page));
    assertTrue(text.contains("Hello click data again fine"), text);
    assertFalse(text.contains("drawn"), text);
    assertEquals(List.of("fine"), texts(page, "a[href]"));
    page.locator(BODY + " >> text=click").first().click();
    page.mouse().move(300, 300);
    assertNull(page.evaluate("() => window.hostile ?? null"));
  }

  @Test
  void markdown_becomesBlocks_andPlainOnRequest() {
    Page page = fresh().page();
    String markdown = "# Title\n\n- [x] done\n\n| a | b |\n|---|---|\n| c | d |\n";
    page.locator(BODY).evaluate(PASTE, Map.of("text/plain", markdown));
    assertEquals(
        List.of("heading1: Title", "task: done", "| a | b", "| c | d", "text: "), drawn(page));

    page = fresh().page();
    page.locator(BODY)
        .evaluate("body => body.dispatchEvent(new KeyboardEvent('keydown',"
            + " { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }))");
    page.locator(BODY)
        .evaluate(PASTE, Map.of("text/plain", "# Title\n- x", "text/html", "<h1>Title</h1>"));
    assertEquals(List.of("text: # Title", "text: - x"), drawn(page));
  }

  @Test
  void whatIsCopied_isHtmlAndMarkdown() {
    Page page = pasted("docs.html");
    Object copied = page.locator(BODY).evaluate("""
            body => {
              const { editor } = document.querySelector('atoll-page')
              editor.dispatch({ selection: { anchor: 0, head: editor.state.doc.length } })
              const data = new DataTransfer()
              body.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }))
              return [data.getData('text/plain'), data.getData('text/html')]
            }""");
    List<?> formats = (List<?>) copied;
    String markdown = String.valueOf(formats.get(0));
    String html = String.valueOf(formats.get(1));
    assertTrue(markdown.startsWith("## Plan for the week\n"), markdown);
    assertTrue(markdown.contains("**chapter two**"), markdown);
    assertTrue(markdown.contains("| --- | --- |"), markdown);
    assertTrue(html.contains("<h2>Plan for the week</h2>"), html);
    assertTrue(html.contains("<a href=\"https://example.org/notes\">the notes</a>"), html);
  }

  @Test
  void calloutOfAPageThatWasSavedAsHtml_isOneAgainWithoutTheWordOfItsKind() {
    Page page = fresh().page();
    String html =
        "<p>Mind:</p><aside data-callout='tip' class='callout tip'><p class='kind'>Tip</p><p>look</p></aside>";
    page.locator(BODY).evaluate(PASTE, Map.of("text/html", html, "text/plain", "look"));
    assertEquals(List.of("text: Mind:", "callout: look"), drawn(page));
    assertEquals(List.of("look"), texts(page, ".atoll-kind-tip"));
  }

  @Test
  void pictureThatTheHtmlHolds_isPastedInsteadOfItsWords() {
    Page page = fresh().page();
    String dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    String html = "<p>Look:</p><img alt='A dot' src='data:image/png;base64," + dot + "'>";
    page.locator(BODY).evaluate(PASTE, Map.of("text/html", html, "text/plain", "A dot"));
    page.locator(BODY + " .atoll-picture img").waitFor();
    Object text = page.evaluate(
        "() => document.querySelector('atoll-page').editor.state.doc.toString().trim()");
    assertEquals("Look:", text);
  }

  private Page pasted(String fixture) {
    Page page = fresh().page();
    page.locator(BODY).evaluate(PASTE, Map.of("text/html", read(fixture), "text/plain", "plain"));
    return page;
  }

  private static List<String> drawn(Page page) {
    List<?> lines = (List<?>) page.locator(BODY).evaluate(DRAWN);
    return lines.stream().map(String::valueOf).toList();
  }

  private static List<String> texts(Page page, String selector) {
    return page.locator(BODY + " " + selector).allTextContents();
  }

  private static String read(String fixture) {
    try (InputStream in = PasteTest.class.getResourceAsStream("/paste/" + fixture)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a person writes in a page, beyond plain text, in a real browser and through a restart. */
final class WritingTest extends OneInstanceTest {
  /** Gives the page a transfer with one file, as the browser does on Ctrl-V. */
  static final String PASTE_FILE = """
      async (body, [name, type, content]) => {
        const bytes = content ? new TextEncoder().encode(content) : await new Promise(done => {
          const canvas = document.createElement('canvas')
          canvas.width = 120
          canvas.height = 80
          const context = canvas.getContext('2d')
          context.fillStyle = 'teal'
          context.fillRect(0, 0, 120, 80)
          canvas.toBlob(done, 'image/png')
        })
        const data = new DataTransfer()
        data.items.add(new File([bytes], name, { type }))
        body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      }""";

  @Test
  void blocksAndMarks_areThereAfterAReload() {
    ShellPage shell = fresh();
    Page page = shell.page();
    Locator line = page.locator(BODY + " .cm-line");
    assertThat(line).hasAttribute("data-placeholder", "Write, or press / for blocks");
    page.keyboard().type("- ");
    assertThat(line).hasClass(Pattern.compile("atoll-bullet"));
    shell.press("Backspace");
    page.keyboard().type("> [!warning] Mind ==the step==.");
    shell.press("Enter", "Enter");
    page.keyboard().type("/toggle");
    shell.press("Enter");
    page.keyboard().type("Outer");
    shell.press("Enter");
    page.keyboard().type("inner");
    saved(page);
    screenshot(page, "blocks-light");
    page.reload();
    saved(page);
    assertThat(page.locator(BODY + " .atoll-callout.atoll-kind-warning")).hasText("Mind the step.");
    assertThat(page.locator(BODY + " .atoll-highlight-yellow")).hasText("the step");
    assertThat(page.locator(BODY + " .cm-line.atoll-indent-1")).hasText("inner");
    page.locator(BODY + " .atoll-chevron").click();
    assertThat(page.locator(BODY)).not().containsText("inner");
  }

  @Test
  void blocksThatEscapeAndArrowsSelected_areMovedAndDeleted() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("one\ntwo\nthree");
    shell.press("Escape", "Shift+ArrowUp");
    assertThat(page.locator(BODY + " .atoll-picked")).hasCount(2);
    shell.press("Control+Shift+ArrowUp");
    assertEquals(List.of("two", "three", "one"), lines(page));
    assertThat(page.locator(BODY + " .atoll-picked")).hasCount(2);
    shell.press("Delete");
    assertEquals(List.of("one"), lines(page));
    shell.press("Control+z", "Control+z");
    assertEquals(List.of("one", "two", "three"), lines(page));
  }

  @Test
  void textThatIsFound_isReplacedEverywhereAndBroughtBackByOneUndo() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("tea\nno tea\nTea");
    shell.press("Control+h");
    page.keyboard().type("tea");
    assertThat(page.locator(".atoll-find-count")).hasText("1 of 3");
    shell.press("Enter");
    assertThat(page.locator(".atoll-find-count")).hasText("2 of 3");
    screenshot(page, "find-light");
    page.getByLabel("Replace with").fill("cake");
    page.getByText("Replace all").click();
    assertEquals(List.of("cake", "no cake", "cake"), lines(page));
    shell.press("Escape", "Control+z");
    assertEquals(List.of("tea", "no tea", "Tea"), lines(page));
    assertThat(page.locator(".atoll-find")).hasCount(0);
  }

  @Test
  void selectedText_getsAColourByTheKeyboard() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("one two");
    shell.press(
        "Control+Shift+ArrowLeft", "Alt+F10", "ArrowLeft", "ArrowLeft", "Enter", "r", "Enter");
    assertThat(page.locator(BODY + " .atoll-color-red")).hasText("two");
    shell.press("Control+.", "c", "Enter", "g", "Enter");
    assertThat(page.locator(BODY + " .atoll-tint-gray")).hasText("one two");
  }

  @Test
  void linkToABlock_leadsToIt() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("one\ntwo\nthree");
    page.evaluate("() => navigator.clipboard.writeText('')");
    // Colour, comment, copy the link: the third with this letter.
    shell.press("ArrowUp", "Control+.", "c", "c", "c", "Enter");
    saved(page);
    page.waitForCondition(() -> !clipboard(page).isEmpty());
    String link = clipboard(page);
    assertThat(page).not().hasURL(link);
    page.navigate("about:blank");
    page.navigate(link);
    saved(page);
    page.waitForCondition(() -> Boolean.TRUE.equals(
        page.evaluate("() => { const { state } = document.querySelector('atoll-page').editor;"
            + " return state.doc.lineAt(state.selection.main.head).text === 'two' }")));
  }

  @Test
  void imageFromTheClipboard_isShownAgainAfterARestart() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("See:");
    page.locator(BODY).evaluate(PASTE_FILE, List.of("teal.png", "image/png", ""));
    awaitImage(page);
    saved(page);
    screenshot(page, "image-light");
    atoll().stop();
    atoll().startAgain();
    ShellPage again = new ShellPage(open(Window.WIDE)).open(atoll());
    awaitImage(again.page());
    assertThat(again.page().locator(BODY + " .atoll-picture img")).hasAttribute("alt", "teal.png");
  }

  @Test
  void fileThatHoldsAScript_isGivenBackSoThatNothingRuns() {
    ShellPage shell = fresh();
    Page page = shell.page();
    String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
        + "<script>document.title='run'</script><rect width='9' height='9'/></svg>";
    page.locator(BODY).evaluate(PASTE_FILE, List.of("a.svg", "image/svg+xml", svg));
    awaitImage(page);
    String html = "<script>document.title='run'</script>";
    page.locator(BODY).evaluate(PASTE_FILE, List.of("a.html", "text/html", html));
    page.locator(BODY + " .atoll-file-card").waitFor();
    for (String address : List.of(
        page.locator(BODY + " .atoll-picture img").getAttribute("src"),
        page.locator(BODY + " .atoll-file-card").getAttribute("href"))) {
      Object headers = page.evaluate(
          "async address => { const { headers } = await fetch(address);"
              + " return ['content-disposition', 'content-security-policy', 'x-content-type-options']"
              + ".map(name => headers.get(name)).join() }",
          address);
      String all = String.valueOf(headers);
      assertEquals(true, all.startsWith("attachment"), all);
      assertEquals(true, all.contains("sandbox") && all.endsWith("nosniff"), all);
    }
    assertThat(page).not().hasTitle("run");
  }

  @Test
  void table_isWrittenCellByCellAndThereAfterAReload() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("/table");
    shell.press("Enter");
    assertEquals(
        "none",
        page.locator(BODY + " .atoll-cell-active .cm-content:focus")
            .evaluate("text => getComputedStyle(text).outlineStyle"),
        "the cell is marked, not what is in it as well");
    for (String cell : List.of("Name", "Age", "City", "Ada", "36")) {
      page.keyboard().type(cell);
      shell.press("Tab");
    }
    page.keyboard().type("**London** town");
    saved(page);
    screenshot(page, "table-light");
    page.reload();
    saved(page);
    assertEquals(
        List.of("Name", "Age", "City", "Ada", "36", "London town", "", "", ""),
        page.locator(BODY + " .atoll-grid td").allTextContents());
    assertThat(page.locator(BODY + " .atoll-grid .atoll-bold")).hasText("London");
  }

  @Test
  void formula_isTypesetWithoutAnythingFromElsewhere() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().type("Speed is $v = \\frac{d}{t}$ here");
    page.locator(BODY + " .atoll-formula .katex").waitFor();
    page.waitForFunction("() => [...document.fonts].some("
        + "font => font.family.startsWith('KaTeX') && font.status === 'loaded')");
    shell.press("Home");
    for (int i = 0; i < 9; i++) {
      shell.press("ArrowRight");
    }
    assertThat(page.locator(BODY + " .atoll-math-source")).hasText("v = \\frac{d}{t}");
  }

  private static String clipboard(Page page) {
    return String.valueOf(page.evaluate("() => navigator.clipboard.readText()"));
  }

  private static void awaitImage(Page page) {
    Locator image = page.locator(BODY + " .atoll-picture img").first();
    image.waitFor();
    page.waitForCondition(
        () -> Boolean.TRUE.equals(image.evaluate("image => image.naturalWidth > 0")));
  }

  private static void saved(Page page) {
    page.locator("atoll-page[state=saved]").waitFor();
  }

  private static List<String> lines(Page page) {
    return page.locator(BODY + " .cm-line").allTextContents();
  }
}

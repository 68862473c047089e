package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What only a browser shows of writing: composition, letters of several units, directions, and undo beside another tab. */
final class EditingTest extends OneInstanceTest {
  @Test
  void composition_isNotBrokenByWhatAnotherWritesInItsLineOrElsewhere() {
    ShellPage here = fresh();
    Page page = here.page();
    page.keyboard().type("ab\nother");
    here.press("ArrowUp", "End");
    saved(page);
    Page there = beside(here);
    CDPSession input = page.context().newCDPSession(page);
    compose(input, "に");
    compose(input, "にほ");

    there.locator(BODY + " .cm-line").first().click();
    there.keyboard().press("Home");
    there.keyboard().type("X");
    there.keyboard().press("ArrowDown");
    there.keyboard().press("End");
    there.keyboard().type("Y");
    saved(there);
    // The line that is not being composed follows; the other one waits.
    compose(input, "にほん");
    assertEquals(true, page.evaluate("document.querySelector('atoll-page').editor.composing"));
    assertEquals(
        "abにほん",
        page.evaluate("document.querySelector('atoll-page').editor.state.doc.line(1).text"));

    JsonObject text = new JsonObject();
    text.addProperty("text", "日本");
    input.send("Input.insertText", text);
    awaitText(page, "Xab日本\notherY");
    awaitText(there, "Xab日本\notherY");
  }

  @Test
  void compositionInACell_isNotBrokenByWhatAnotherWritesInTheCell() {
    ShellPage here = fresh();
    Page page = here.page();
    page.keyboard().type("/table");
    here.press("Enter");
    page.keyboard().type("ab");
    saved(page);
    Page there = beside(here);
    CDPSession input = page.context().newCDPSession(page);
    compose(input, "に");
    there.locator(BODY + " td").first().click();
    there.keyboard().press("Home");
    there.keyboard().type("X");
    saved(there);
    compose(input, "にほん");
    assertEquals("abにほん", page.locator(BODY + " td").first().textContent());
    JsonObject text = new JsonObject();
    text.addProperty("text", "日本");
    input.send("Input.insertText", text);
    awaitText(page, "Xab日本" + "\n".repeat(9));
    awaitText(there, "Xab日本" + "\n".repeat(9));
  }

  @Test
  void lettersOfSeveralUnits_areDeletedWhole() {
    ShellPage shell = fresh();
    Page page = shell.page();
    for (String letter : new String[] {"👩‍👩‍👧", "🇫🇷", "e\u0301", "👍🏽", "ก\u0e49", "𝒳"}) {
      page.keyboard().insertText("a" + letter);
      shell.press("Backspace");
      awaitText(page, "a");
      page.keyboard().insertText(letter);
      shell.press("Home", "ArrowRight", "Delete");
      awaitText(page, "a");
      shell.press("Backspace");
    }
  }

  @Test
  void paragraphFromRightToLeft_isSetSo() {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.keyboard().insertText("שלום עולם");
    shell.press("Enter");
    page.keyboard().type("left");
    assertEquals(
        "rtl",
        page.locator(BODY + " .cm-line")
            .first()
            .evaluate("line => getComputedStyle(line).direction"));
    assertEquals(
        "ltr",
        page.locator(BODY + " .cm-line")
            .last()
            .evaluate("line => getComputedStyle(line).direction"));
  }

  @Test
  void undo_takesBackOnesOwnEditsInTheirOrderAndRestoresTheSelection() {
    ShellPage here = fresh();
    Page page = here.page();
    page.keyboard().type("one two");
    here.press("Shift+Control+ArrowLeft", "Control+b");
    assertThat(page.locator(BODY + " .atoll-bold")).hasText("two");
    saved(page);
    Page there = beside(here);
    there.locator(BODY + " .cm-line").first().click();
    there.keyboard().press("Home");
    there.keyboard().type("Bob: ");
    awaitText(page, "Bob: one two");

    here.press("Control+z");
    assertThat(page.locator(BODY + " .atoll-bold")).hasCount(0);
    assertEquals("two", selected(page));
    here.press("Control+z");
    awaitText(page, "Bob: ");
    awaitText(there, "Bob: ");
    here.press("Control+y", "Control+y");
    assertThat(page.locator(BODY + " .atoll-bold")).hasText("two");
    awaitText(there, "Bob: one two");
  }

  private static void compose(CDPSession input, String text) {
    JsonObject composed = new JsonObject();
    composed.addProperty("text", text);
    composed.addProperty("selectionStart", text.length());
    composed.addProperty("selectionEnd", text.length());
    input.send("Input.imeSetComposition", composed);
  }

  private static void saved(Page page) {
    page.locator("atoll-page[state=saved]").waitFor();
  }

  private static Object selected(Page page) {
    return page.evaluate(
        "(({ state }) => state.sliceDoc(state.selection.main.from, state.selection.main.to))"
            + "(document.querySelector('atoll-page').editor)");
  }

  private static void awaitText(Page page, String expected) {
    page.waitForFunction(
        "expected => document.querySelector('atoll-page').editor.state.doc.toString() === expected",
        expected);
  }
}

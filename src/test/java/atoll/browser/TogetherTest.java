package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people on two instances, and two tabs of one. They meet once; each test writes in a page of its own. */
final class TogetherTest extends BrowserTest {
  private static final String BODY = "atoll-page .cm-content";
  private static final Set<String> CARET_KEYS =
      Set.of("ArrowDown", "ArrowRight", "Home", "End", "Shift+End");
  private static final double JOINING_MS = Joining.PATIENCE_MS;

  private RunningAtoll first;
  private RunningAtoll second;

  @BeforeAll
  void meet(@TempDir Path ada, @TempDir Path bob) {
    first = RunningAtoll.start(ada);
    second = RunningAtoll.start(bob);
    ShellPage here = new ShellPage(open(Window.WIDE)).firstStart(first, "Ada");
    write(here, "Welcome", "Read this first.");
    ShellPage there =
        Joining.ask(open(Window.WIDE.inDark()), second, "Bob", Joining.invitation(here));
    screenshot(there.page(), "waiting");
    here.page().locator(".knock").waitFor(patient());
    screenshot(here.page(), "knock");
    Joining.approve(here, there, "Bob");
    there.row("Welcome").waitFor(patient());
    there.awaitPage();
    // They would come back by themselves after each start and be what was open last.
    here.page().close();
    there.page().close();
  }

  /** A test that failed while an instance was down is no reason for the next one to fail. */
  @AfterEach
  void startWhatIsDown() {
    for (RunningAtoll each : List.of(first, second)) {
      if (!each.runs()) {
        each.startAgain();
      }
    }
  }

  @AfterAll
  void part() {
    second.close();
    first.close();
  }

  @Test
  void whatOneWrites_appearsAtTheOtherWithTheCaretAndTheName() {
    ShellPage here = page("Plan", "We meet at noon.");
    ShellPage there = atTheOther("Plan");
    there.awaitText("We meet at noon.");

    body(there).click();
    there.page().keyboard().press("Control+End");
    there.page().keyboard().type(" Bring bread.");
    here.awaitText("We meet at noon. Bring bread.");
    assertThat(here.page().locator("atoll-page").getByText("Bob")).hasCount(1);
    screenshot(here.page(), "together-light");

    body(here).click();
    here.page().keyboard().press("Control+Home");
    here.page().keyboard().type("Friday: ");
    there.awaitText("Friday: We meet at noon. Bring bread.");
    here.newPage("Shopping");
    there.row("Shopping").waitFor();
  }

  @Test
  void commentThatNamesTheOther_isInTheInboxThereAndLeadsToItsThread() {
    ShellPage here = page("Asked", "Is this right");
    ShellPage there = atTheOther("Asked");
    here.press("Control+Alt+m");
    here.page().keyboard().type("@Bob, is it?");
    here.press("Enter");
    Locator inbox =
        there.page().locator(".side-row", new Page.LocatorOptions().setHasText("Inbox"));
    assertThat(inbox.locator(".side-count")).hasText("1");
    inbox.click();
    Locator note = there.page().locator(".inbox li");
    assertThat(note).containsText("Ada named you in a comment on Asked");
    BrowserTest.screenshot(there.page(), "inbox");
    note.locator("a").click();
    assertThat(there.page().locator(".atoll-comments [data-thread] article"))
        .containsText("@Bob, is it?");
    assertThat(inbox.locator(".side-count")).isHidden();
  }

  /**
   * What two people do to one page at once, each by the keyboard and without waiting for the other.
   *
   * @param before the page; the caret of both is put at its start
   * @param one the keys; arrows in front put the caret where it begins, before the other does anything
   * @param after what both have in the end, in whatever order it went
   */
  private record AtOnce(
      String what, String before, List<String> one, List<String> two, String after) {}

  private static List<AtOnce> atOnce() {
    return List.of(
        new AtOnce("both type", "abc", List.of("X"), List.of("End", "Y"), "XabcY"),
        new AtOnce(
            "both type in one list",
            "- abc\ndef",
            List.of("End", "Enter", "X"),
            List.of("ArrowDown", "End", "Enter", "Y"),
            "abc\nX\ndef\nY"),
        new AtOnce(
            "one splits", "abc", List.of("ArrowRight", "Enter"), List.of("End", "Y"), "a\nbcY"),
        new AtOnce(
            "one joins",
            "abc\ndef",
            List.of("ArrowDown", "Home", "Backspace"),
            List.of("ArrowDown", "End", "Y"),
            "abcdefY"),
        new AtOnce(
            "one formats", "abc", List.of("Shift+End", "Control+b"), List.of("End", "Y"), "abcY"),
        new AtOnce("one makes an item", "abc", List.of("-", "Space"), List.of("End", "Y"), "abcY"),
        new AtOnce(
            "one deletes another line",
            "abc\ndef",
            List.of("Shift+End", "Delete"),
            List.of("ArrowDown", "End", "Y"),
            "\ndefY"),
        new AtOnce(
            // The last line: whoever is second, with nothing left to delete, deletes no line's end.
            "both delete the same",
            "abc\ndef",
            List.of("ArrowDown", "Home", "Shift+End", "Delete"),
            List.of("ArrowDown", "Home", "Shift+End", "Delete"),
            "abc\n"),
        new AtOnce(
            "one moves the block beside",
            "abc\ndef",
            List.of("Control+Shift+ArrowDown"),
            List.of("ArrowDown", "Y"),
            "Ydef\nabc"),
        new AtOnce(
            "one takes back what they typed",
            "abc",
            List.of("X", "Control+z"),
            List.of("End", "Y"),
            "abcY"));
  }

  @Test
  void whatTwoDoAtOnce_losesAndDoublesNothing() {
    ShellPage here = page("At once", "x");
    ShellPage there = atTheOther("At once");
    for (AtOnce each : atOnce()) {
      body(here).click();
      here.press("Control+a", "Delete", "Backspace");
      here.page().keyboard().insertText("x");
      here.press("Backspace");
      String[] lines = each.before().split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        here.page().keyboard().type(lines[i]);
        if (i < lines.length - 1) {
          here.press("Enter");
        }
      }
      String before = each.before().replace("- ", "");
      awaitDocument(each.what() + ", before", here, before);
      awaitDocument(each.what() + ", before", there, before);
      body(there).click();
      here.press("Control+Home");
      there.press("Control+Home");
      int mine = placeCaret(here, each.one());
      int theirs = placeCaret(there, each.two());
      for (int i = 0; i < Math.max(each.one().size(), each.two().size()); i++) {
        pressIfThere(here, each.one(), mine + i);
        pressIfThere(there, each.two(), theirs + i);
      }
      awaitDocument(each.what(), here, each.after());
      awaitDocument(each.what(), there, each.after());
    }
  }

  @Test
  void whatIsWrittenOrRead_staysOnTheScreenWhileAnotherWritesAboveIt() {
    ShellPage here = page("Long", "top");
    for (int i = 0; i < 60; i++) {
      here.press("Enter");
      here.page().keyboard().type("line " + i + ".");
    }
    ShellPage there = atTheOther("Long");
    there.page().waitForCondition(() -> document(there).endsWith("line 59."));
    body(there).click();
    there.press("Control+End");
    here.press("Control+Home", "End");
    assertStays(here, there, "line 59.", "a");
    there.page().locator("atoll-page").evaluate("""
        page => {
          page.editor.contentDOM.blur()
          page.editor.scrollDOM.scrollTop = 700.4
        }""");
    assertStays(here, there, "line 20.", "b");
  }

  /** Nothing moves of what one sees while the other writes lines above. */
  private static void assertStays(ShellPage here, ShellPage there, String line, String name) {
    Locator seen =
        there.page().locator(BODY + " .cm-line", new Page.LocatorOptions().setHasText(line));
    seen.waitFor();
    there.awaitDrawn();
    double before = seen.boundingBox().y;
    for (int i = 0; i < 12; i++) {
      here.press("Enter");
      here.page().keyboard().type(name + i + ".");
    }
    there.page().waitForCondition(() -> document(there).contains(name + "11."));
    there.awaitDrawn();
    assertEquals(before, seen.boundingBox().y, 1, line);
  }

  /** How many of the keys put the caret; they are pressed. */
  private static int placeCaret(ShellPage shell, List<String> keys) {
    int count = 0;
    while (count < keys.size() && CARET_KEYS.contains(keys.get(count))) {
      shell.press(keys.get(count++));
    }
    return count;
  }

  private static void pressIfThere(ShellPage shell, List<String> keys, int index) {
    if (index < keys.size()) {
      shell.press(keys.get(index));
    }
  }

  private static void awaitDocument(String what, ShellPage shell, String expected) {
    try {
      shell
          .page()
          .waitForCondition(
              () -> document(shell).equals(expected),
              new Page.WaitForConditionOptions().setTimeout(JOINING_MS));
    } catch (PlaywrightException late) {
      assertEquals(expected, document(shell), what);
    }
  }

  private static String document(ShellPage shell) {
    return String.valueOf(shell
        .page()
        .evaluate("() => document.querySelector('atoll-page').editor.state.doc.toString()"));
  }

  @Test
  void imageThatOnePutsIn_appearsAtTheOther() {
    ShellPage here = page("Pictures", "Look:");
    ShellPage there = atTheOther("Pictures");
    body(here).evaluate(WritingTest.PASTE_FILE, List.of("teal.png", "image/png", ""));
    Locator image = there.page().locator(BODY + " .atoll-picture img");
    there
        .page()
        .waitForCondition(
            () -> image.count() == 1
                && Boolean.TRUE.equals(image.evaluate("image => image.naturalWidth === 120")),
            new Page.WaitForConditionOptions().setTimeout(JOINING_MS));
  }

  @Test
  void fileSavedByOne_isMergedAtTheOther() {
    ShellPage here = page("Carried", "By stick.");
    ShellPage there = atTheOther("Carried");
    there.awaitText("By stick.");
    here.press("Control+k");
    here.page().keyboard().type("carry by hand");
    here.page().keyboard().press("Enter");
    here.button("Save the file").waitFor();
    screenshot(here.page(), "carry-light");
    Download stick =
        here.page().waitForDownload(() -> here.button("Save the file").click());
    assertTrue(stick.suggestedFilename().endsWith(".atoll"), stick.suggestedFilename());

    there.press("Control+k");
    there.page().keyboard().type("bring in a file");
    FileChooser chooser =
        there.page().waitForFileChooser(() -> there.page().keyboard().press("Enter"));
    chooser.setFiles(stick.path());
    there.page().getByText("everything is here already").waitFor();
  }

  @Test
  void paragraphThatBothWroteApart_holdsBothTextsWhenTheyMeetAgain() {
    ShellPage here = page("Apart", "The same paragraph.");
    ShellPage there = atTheOther("Apart");
    there.awaitText("The same paragraph.");

    first.kill();
    body(there).click();
    there.page().keyboard().press("Control+End");
    there.page().keyboard().type(" Written by Bob alone.");
    awaitSaved(there);
    second.stop();

    // Nobody opens the pages again: they come back by themselves.
    comesBack(here, first);
    body(here).click();
    here.page().keyboard().press("Control+Home");
    here.page().keyboard().type("Written by Ada alone. ");
    awaitSaved(here);
    here.awaitText("Written by Ada alone. The same paragraph.");

    comesBack(there, second);
    String both = "Written by Ada alone. The same paragraph. Written by Bob alone.";
    here.awaitText(both);
    there.awaitText(both);
  }

  @Test
  void instanceKilledWhileSomebodyTypes_hasAllThatWasMarkedSaved() {
    ShellPage shell = page("Log", "begin");
    StringBuilder saved = new StringBuilder("begin");
    for (int round = 0; round < 5; round++) {
      String words = " round" + round;
      shell.page().keyboard().type(words);
      awaitSaved(shell);
      saved.append(words);
      // What is typed now may or may not be saved when the instance dies; the tab keeps it and
      // sends it again.
      shell.page().keyboard().type("!");
      first.kill();
      first.startAgain();
      awaitSaved(shell);
      saved.append('!');
      shell = new ShellPage(open(Window.WIDE)).open(first);
      shell.awaitText(saved.toString());
      body(shell).click();
      shell.page().keyboard().press("Control+End");
    }
    ShellPage fresh = new ShellPage(open(Window.WIDE)).open(first);
    assertEquals(saved.toString(), fresh.text());
  }

  @Test
  void twoTabsOfOneInstance_showTheSame() {
    ShellPage one = page("Shared", "x");
    ShellPage two = new ShellPage(open(Window.WIDE)).open(first);
    two.awaitText("x");
    body(two).click();
    two.page().keyboard().press("Control+End");
    for (int i = 0; i < 20; i++) {
      one.page().keyboard().type("a");
      two.page().keyboard().type("b");
    }
    awaitSaved(one);
    awaitSaved(two);
    two.page().waitForCondition(() -> one.text().equals(two.text()));
    String text = one.text();
    assertEquals(41, text.length(), text);
    assertEquals(20, text.chars().filter(c -> c == 'a').count(), text);
    assertTrue(text.startsWith("x"), text);
  }

  /** A new page of Ada's with a text. */
  private ShellPage page(String title, String text) {
    ShellPage shell = new ShellPage(open(Window.WIDE)).open(first);
    String before = shell.page().url();
    shell.press("Alt+n");
    shell.page().waitForCondition(() -> !shell.page().url().equals(before));
    write(shell, title, text);
    return shell;
  }

  /** Ada's page in Bob's window. */
  private ShellPage atTheOther(String title) {
    ShellPage shell = new ShellPage(open(Window.WIDE.inDark())).open(second);
    shell.row(title).waitFor(patient());
    shell.row(title).click();
    assertThat(shell.page()).hasTitle(title);
    shell.awaitPage();
    return shell;
  }

  /** Starts an instance that is down, and waits until the page that was left open has loaded itself again. */
  private static void comesBack(ShellPage shell, RunningAtoll atoll) {
    shell.page().evaluate("() => { window.leftOpen = true }");
    atoll.startAgain();
    shell.page().waitForFunction("() => !window.leftOpen");
    shell.awaitPage();
  }

  private static void write(ShellPage shell, String title, String text) {
    Page page = shell.page();
    shell.awaitCaretInTitle();
    page.keyboard().type(title);
    page.keyboard().press("Enter");
    page.keyboard().type(text);
    shell.awaitText(text);
    awaitSaved(shell);
    shell.row(title).waitFor();
  }

  private static void awaitSaved(ShellPage shell) {
    shell.page().locator("atoll-page[state=saved]").waitFor();
  }

  private static Locator body(ShellPage shell) {
    return shell.page().locator(BODY);
  }

  private static Locator.WaitForOptions patient() {
    return new Locator.WaitForOptions().setTimeout(JOINING_MS);
  }
}

package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions.HasValueOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people on two instances, and two tabs of one. */
final class TogetherTest extends BrowserTest {
  private static final String BODY = "atoll-page .cm-content";
  private static final double JOINING_MS = 40_000;

  @Test
  void whatOneWrites_appearsAtTheOtherWithTheCaretAndTheName(@TempDir Path ada, @TempDir Path bob) {
    try (RunningAtoll first = RunningAtoll.start(ada);
        RunningAtoll second = RunningAtoll.start(bob)) {
      ShellPage here = new ShellPage(open(Window.WIDE)).firstStart(first, "Ada");
      write(here, "Plan", "We meet at noon.");
      ShellPage there = join(second, "Bob", invitation(here), "Plan");
      awaitText(there, "We meet at noon.");

      body(there).click();
      there.page().keyboard().press("Control+End");
      there.page().keyboard().type(" Bring bread.");
      awaitText(here, "We meet at noon. Bring bread.");
      assertThat(here.page().locator("atoll-page").getByText("Bob")).hasCount(1);
      screenshot(here.page(), "together-light");

      body(here).click();
      here.page().keyboard().press("Control+Home");
      here.page().keyboard().type("Friday: ");
      awaitText(there, "Friday: We meet at noon. Bring bread.");
      here.newPage("Shopping");
      there.awaitTree("Plan", "Shopping");
    }
  }

  @Test
  void imageThatOnePutsIn_appearsAtTheOther(@TempDir Path ada, @TempDir Path bob) {
    try (RunningAtoll first = RunningAtoll.start(ada);
        RunningAtoll second = RunningAtoll.start(bob)) {
      ShellPage here = new ShellPage(open(Window.WIDE)).firstStart(first, "Ada");
      write(here, "Plan", "Look:");
      ShellPage there = join(second, "Bob", invitation(here), "Plan");
      body(here).evaluate(WritingTest.PASTE_FILE, List.of("teal.png", "image/png", ""));
      Locator image = there.page().locator(BODY + " .atoll-picture img");
      there
          .page()
          .waitForCondition(
              () -> image.count() == 1
                  && Boolean.TRUE.equals(image.evaluate("image => image.naturalWidth === 120")),
              new Page.WaitForConditionOptions().setTimeout(JOINING_MS));
    }
  }

  @Test
  void paragraphThatBothWroteApart_holdsBothTextsWhenTheyMeetAgain(
      @TempDir Path ada, @TempDir Path bob) {
    try (RunningAtoll first = RunningAtoll.start(ada);
        RunningAtoll second = RunningAtoll.start(bob)) {
      ShellPage here = new ShellPage(open(Window.WIDE)).firstStart(first, "Ada");
      write(here, "Plan", "The same paragraph.");
      ShellPage there = join(second, "Bob", invitation(here), "Plan");
      awaitText(there, "The same paragraph.");

      first.kill();
      body(there).click();
      there.page().keyboard().press("Control+End");
      there.page().keyboard().type(" Written by Bob alone.");
      awaitSaved(there);
      second.stop();

      first.startAgain();
      here.open(first);
      body(here).click();
      here.page().keyboard().press("Control+Home");
      here.page().keyboard().type("Written by Ada alone. ");
      awaitSaved(here);
      awaitText(here, "Written by Ada alone. The same paragraph.");

      second.startAgain();
      there.open(second);
      String both = "Written by Ada alone. The same paragraph. Written by Bob alone.";
      awaitText(here, both);
      awaitText(there, both);
    }
  }

  @Test
  void instanceKilledWhileSomebodyTypes_hasAllThatWasMarkedSaved(@TempDir Path data) {
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      ShellPage shell = new ShellPage(open(Window.WIDE)).firstStart(atoll, "Ada");
      write(shell, "Log", "begin");
      StringBuilder saved = new StringBuilder("begin");
      for (int round = 0; round < 5; round++) {
        String words = " round" + round;
        shell.page().keyboard().type(words);
        awaitSaved(shell);
        saved.append(words);
        // What is typed now may or may not be saved when the instance dies; the tab keeps it and
        // sends it again.
        shell.page().keyboard().type("!");
        atoll.kill();
        atoll.startAgain();
        awaitSaved(shell);
        saved.append('!');
        shell = new ShellPage(open(Window.WIDE)).open(atoll);
        awaitText(shell, saved.toString());
        body(shell).click();
        shell.page().keyboard().press("Control+End");
      }
      ShellPage fresh = new ShellPage(open(Window.WIDE)).open(atoll);
      assertEquals(saved.toString(), text(fresh));
    }
  }

  @Test
  void twoTabsOfOneInstance_showTheSame(@TempDir Path data) {
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      ShellPage one = new ShellPage(open(Window.WIDE)).firstStart(atoll, "Ada");
      write(one, "Shared", "x");
      ShellPage two = new ShellPage(open(Window.WIDE)).open(atoll);
      awaitText(two, "x");
      body(two).click();
      two.page().keyboard().press("Control+End");
      for (int i = 0; i < 20; i++) {
        one.page().keyboard().type("a");
        two.page().keyboard().type("b");
      }
      awaitSaved(one);
      awaitSaved(two);
      two.page().waitForCondition(() -> text(one).equals(text(two)));
      String text = text(one);
      assertEquals(41, text.length(), text);
      assertEquals(20, text.chars().filter(c -> c == 'a').count(), text);
      assertTrue(text.startsWith("x"), text);
    }
  }

  private static void write(ShellPage shell, String title, String text) {
    Page page = shell.page();
    shell.awaitCaretInTitle();
    page.keyboard().type(title);
    page.keyboard().press("Enter");
    page.keyboard().type(text);
    awaitText(shell, text);
    awaitSaved(shell);
    shell.awaitTree(title);
  }

  private static String invitation(ShellPage shell) {
    Page page = shell.page();
    shell.button("Share").click();
    Locator text = page.locator("atoll-copy-text textarea").first();
    assertThat(text).hasValue(Pattern.compile("atoll-invitation-1\\..+"), valued());
    String invitation = text.inputValue();
    screenshot(page, "share");
    shell.button("Done").click();
    return invitation;
  }

  private ShellPage join(RunningAtoll atoll, String person, String invitation, String page) {
    Page window = open(Window.WIDE.inDark());
    ShellPage shell = new ShellPage(window);
    window.navigate(atoll.address());
    window.getByLabel("Your name").fill(person);
    shell.button("I have an invitation").click();
    window
        .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Invitation"))
        .fill(invitation);
    shell.button("Join").click();
    shell.row(page).waitFor(new Locator.WaitForOptions().setTimeout(JOINING_MS));
    shell.row(page).click();
    shell.awaitPage();
    return shell;
  }

  private static void awaitSaved(ShellPage shell) {
    shell.page().locator("atoll-page[state=saved]").waitFor();
  }

  private static Locator body(ShellPage shell) {
    return shell.page().locator(BODY);
  }

  /** What is written in the page, without the carets of others. */
  private static String text(ShellPage shell) {
    return String.valueOf(body(shell)
        .evaluate("body => {"
            + " const copy = body.cloneNode(true);"
            + " copy.querySelectorAll('.atoll-caret').forEach(caret => caret.remove());"
            + " return copy.textContent }"));
  }

  private static void awaitText(ShellPage shell, String expected) {
    try {
      shell
          .page()
          .waitForCondition(
              () -> text(shell).equals(expected),
              new Page.WaitForConditionOptions().setTimeout(JOINING_MS));
    } catch (PlaywrightException late) {
      assertEquals(expected, text(shell));
    }
  }

  private static HasValueOptions valued() {
    return new HasValueOptions().setTimeout(JOINING_MS);
  }
}

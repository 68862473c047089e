package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two devices of one person, then a third from the recovery words alone. */
final class OwnDeviceTest extends BrowserTest {
  private static final String BODY = "atoll-page .cm-content";
  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");
  private static final double PATIENCE_MS = Joining.PATIENCE_MS;

  private RunningAtoll desk;
  private RunningAtoll laptop;
  private RunningAtoll found;

  @BeforeAll
  void start(@TempDir Path first, @TempDir Path second, @TempDir Path third) {
    desk = RunningAtoll.start(first);
    laptop = RunningAtoll.start(second);
    found = RunningAtoll.start(third);
  }

  @AfterAll
  void stop() {
    found.close();
    laptop.close();
    desk.close();
  }

  @Test
  void secondDeviceHasEverything_aLostOneIsRevoked_andTheWordsBringAllBackFromAPeer() {
    ShellPage here = new ShellPage(open(Window.WIDE));
    Page page = here.page();
    page.navigate(desk.address());
    page.getByLabel("Your name").fill("Ada");
    here.button("Start").click();
    assertThat(page.locator(".recovery-words li")).hasCount(24);
    String paper = String.join(" ", page.locator(".recovery-words li").allInnerTexts());
    here.button("Later").click();
    here.awaitPage();
    here.awaitCaretInTitle();
    page.keyboard().type("Plan");
    here.press("Enter");
    page.keyboard().type("Written at the desk.");
    here.awaitTree("Plan");

    Page people = people();
    ShellPage there = pair(people);
    there.awaitText("Written at the desk.");
    there.page().locator(BODY).click();
    there.press("Control+End");
    there.page().keyboard().type(" And on the laptop.");
    String both = "Written at the desk. And on the laptop.";
    here.awaitText(both);

    String address = addressOf(people);
    revoke(people);
    assertThat(there.page().locator(".notice").first()).containsText("do not belong");

    ShellPage again = restore(paper, address);
    again.awaitText(both);
    again.page().locator(BODY).click();
    again.press("Control+End");
    again.page().keyboard().type(" And found again.");
    here.awaitText(both + " And found again.");
    assertThat(again.page().locator(".side-banner")).isHidden();
  }

  @Test
  void wordsAndAFile_bringAllBack_thoughNobodyIsThere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("carried.atoll");
    String paper = "";
    try (RunningAtoll lost = RunningAtoll.start(folder.resolve("lost"))) {
      ShellPage here = new ShellPage(open(Window.WIDE));
      Page page = here.page();
      page.navigate(lost.address());
      page.getByLabel("Your name").fill("Eve");
      here.button("Start").click();
      assertThat(page.locator(".recovery-words li")).hasCount(24);
      paper = String.join(" ", page.locator(".recovery-words li").allInnerTexts());
      here.button("Later").click();
      here.awaitPage();
      here.awaitCaretInTitle();
      page.keyboard().type("Plan");
      here.press("Enter");
      page.keyboard().type("Carried.");
      here.awaitTree("Plan");
      here.awaitPage();
      Files.write(
          file,
          page.request().get(lost.address().replaceFirst("/\\?.*", "/bundle")).body());
    }
    try (RunningAtoll empty = RunningAtoll.start(folder.resolve("empty"))) {
      ShellPage again = new ShellPage(open(Window.WIDE));
      Page page = again.page();
      page.navigate(empty.address());
      page.getByText("I have my recovery words").click();
      page.locator(".typed-words vaadin-text-field input").first().fill(paper);
      again.press("Tab");
      page.waitForFileChooser(
              () -> page.getByText("I have files that were carried by hand").click())
          .setFiles(file);
      assertThat(page.locator("atoll-carried-files li")).hasText("carried.atoll");
      screenshot(page, "restore-from-file");
      again.button("Restore").click();
      again.row("Plan").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));
      again.awaitPage();
      again.awaitText("Carried.");
    }
  }

  private Page people() {
    Page people = open(Window.WIDE);
    new ShellPage(people).open(desk);
    people.locator("atoll-menu-button").first().click();
    people.getByText("People and devices").click();
    return people;
  }

  /** Types at the laptop what the desk shows, compares, and agrees at the desk. */
  private ShellPage pair(Page people) {
    people.getByText("Add a device").click();
    Locator dialog = people.locator("vaadin-dialog");
    String typed = dialog.locator(".typed").innerText();
    assertThat(dialog.locator(".qr svg")).isVisible();
    screenshot(people, "add-device");
    ShellPage there = new ShellPage(open(Window.WIDE.inDark()));
    there.page().navigate(laptop.address());
    there.page().getByText("I already have Atoll on another device").click();
    Locator code = there
        .page()
        .getByRole(
            AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("What the other device shows"));
    code.fill("hello");
    there.button("Connect").click();
    assertThat(there.page().getByText("Type what the other device shows")).isVisible();
    code.fill(typed);
    there.button("Connect").click();
    assertThat(there.page().locator(".six-words li")).hasCount(6);
    assertEquals(
        there.page().locator(".six-words").innerText(),
        dialog.locator(".six-words").innerText());
    screenshot(there.page(), "compare-devices");
    dialog.getByText("Add this device").click();
    there.row("Plan").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));
    there.awaitPage();
    dialog.getByText("Done").click();
    return there;
  }

  private static String addressOf(Page people) {
    Locator met = people.getByText("Others meet this device at");
    assertThat(met).isVisible();
    Matcher address = ADDRESS.matcher(met.innerText());
    assertEquals(true, address.find());
    return address.group();
  }

  private static void revoke(Page people) {
    people.getByText("Revoke").first().click();
    screenshot(people, "revoke-device");
    people
        .locator("vaadin-dialog")
        .getByText("Revoke", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(people.getByText("Revoke")).hasCount(0);
  }

  private ShellPage restore(String paper, String address) {
    ShellPage again = new ShellPage(open(Window.WIDE));
    Page page = again.page();
    page.navigate(found.address());
    page.getByText("I have my recovery words").click();
    Locator fields = page.locator(".typed-words vaadin-text-field");
    fields.first().locator("input").fill(paper);
    again.press("Tab");
    Locator last = fields.last().locator("input");
    String word = List.of(paper.split(" ", -1)).getLast();
    assertThat(last).hasValue(word);
    last.fill("wxyz");
    again.press("Tab");
    assertThat(fields.last()).hasAttribute("invalid", "");
    last.fill(word);
    page.getByLabel("Where a device is").fill(address);
    screenshot(page, "restore");
    again.button("Restore").click();
    again.row("Plan").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE_MS));
    again.awaitPage();
    return again;
  }
}

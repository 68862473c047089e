package atoll.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** The shell as a person sees it: words for what is done in it. */
final class ShellPage {
  private final Page page;

  ShellPage(Page page) {
    this.page = page;
  }

  Page page() {
    return page;
  }

  /** The first start, as that person, who puts off the recovery words; ends on the first page. */
  ShellPage firstStart(RunningAtoll atoll, String person) {
    page.navigate(atoll.address());
    page.getByLabel("Your name").fill(person);
    button("Start").click();
    button("Later").click();
    awaitPage();
    return this;
  }

  /** Opens an instance that has been started before. */
  ShellPage open(RunningAtoll atoll) {
    page.navigate(atoll.address());
    awaitPage();
    return this;
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Makes a page at the end of the top by its shortcut and writes its title in the page. */
  ShellPage newPage(String title) {
    String before = page.url();
    page.keyboard().press("Alt+n");
    page.waitForCondition(() -> !page.url().equals(before));
    awaitCaretInTitle();
    page.keyboard().type(title);
    page.waitForCondition(() -> page.title().equals(title));
    return this;
  }

  /** Waits until a page is shown and safe. */
  void awaitPage() {
    page.waitForURL("**/p/*");
    page.locator("atoll-page[state=saved]").waitFor();
  }

  /** What is written in the page, without the carets of others. */
  String text() {
    return String.valueOf(page.locator("atoll-page .cm-content")
        .evaluate("body => {"
            + " const copy = body.cloneNode(true);"
            + " copy.querySelectorAll('.atoll-caret').forEach(caret => caret.remove());"
            + " return copy.textContent }"));
  }

  /** Waits until that is written in the page, however long it travels. */
  void awaitText(String expected) {
    try {
      page.waitForCondition(
          () -> text().equals(expected),
          new Page.WaitForConditionOptions().setTimeout(Joining.PATIENCE_MS));
    } catch (PlaywrightException late) {
      Assertions.assertEquals(expected, text());
    }
  }

  /** Waits until what was done is drawn where it stays: an editor scrolls when the window is drawn the next time. */
  void awaitDrawn() {
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
  }

  void awaitCaretInTitle() {
    page.locator("atoll-page .atoll-title:focus").waitFor();
  }

  Locator tree() {
    return page.locator("atoll-tree [role=tree]");
  }

  /** The line of that title. */
  Locator row(String title) {
    return page.locator("atoll-tree [role=treeitem]")
        .filter(new Locator.FilterOptions()
            .setHas(page.locator(".title", new Page.LocatorOptions().setHasText(title))));
  }

  /** Puts the keyboard on the line of that title, by its first letters. */
  ShellPage focus(String title) {
    tree().focus();
    page.keyboard().press("Home");
    for (int i = 0; i < 100 && !active().equals(title); i++) {
      page.keyboard().press("ArrowDown");
    }
    Assertions.assertEquals(title, active());
    return this;
  }

  String active() {
    return String.valueOf(page.locator("atoll-tree .row.active").getAttribute("aria-label"));
  }

  ShellPage press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  /** Waits until the tree is this: one line per node, two spaces per level. */
  void awaitTree(String... lines) {
    try {
      page.waitForCondition(() -> lines().equals(List.of(lines)));
    } catch (PlaywrightException e) {
      Assertions.assertEquals(List.of(lines), lines(), "the tree");
    }
  }

  private List<String> lines() {
    Object lines = page.locator("atoll-tree [role=treeitem]")
        .evaluateAll(
            "rows => rows.map(row => [parseFloat(row.style.top), '  '.repeat(row.ariaLevel - 1) + row.ariaLabel])"
                + ".sort((a, b) => a[0] - b[0]).map(row => row[1])");
    return ((List<?>) lines).stream().map(String::valueOf).toList();
  }

  /** Drags a line by the mouse to a point of another one: 0 is its upper edge, 1 its lower one. */
  void drag(String title, String onto, double height) {
    var from = row(title).boundingBox();
    var to = row(onto).boundingBox();
    page.mouse().move(from.x + 60, from.y + from.height / 2);
    page.mouse().down();
    page.mouse().move(from.x + 66, from.y + from.height / 2 + 8);
    page.mouse().move(to.x + 40, to.y + to.height * height, new Mouse.MoveOptions().setSteps(6));
  }
}

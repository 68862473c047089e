package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.MouseButton;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tree and what stands around the pages; each test works in a workspace of its own. */
final class ShellTest extends OneInstanceTest {
  private int workspaces;

  /** Where nobody is: port 9 throws away what comes, or is closed. */
  @Override
  String[] options() {
    return new String[] {"--join", "localhost:9"};
  }

  @Test
  void nodes_areCreatedRenamedNestedAndReorderedByKeyboard() {
    ShellPage shell = threePages();
    shell.focus("One").press("F2");
    shell.page().keyboard().type("First");
    shell.press("Enter");
    shell.awaitTree("First", "Two", "Three");
    shell.focus("Two").press("Alt+ArrowRight");
    shell.awaitTree("First", "  Two", "Three");
    shell.focus("Three").press("Alt+ArrowUp");
    shell.awaitTree("Three", "First", "  Two");
    shell.focus("Two").press("Alt+ArrowLeft", "Alt+ArrowUp");
    shell.awaitTree("Three", "Two", "First");
    shell.page().reload();
    shell.awaitTree("Three", "Two", "First");
  }

  @Test
  void nodes_areNestedAndReorderedByDragging() {
    ShellPage shell = threePages();
    shell.drag("One", "Two", 0.5);
    assertThat(shell.page().locator("atoll-tree .row.into")).hasText("Two");
    shell.page().mouse().up();
    shell.awaitTree("Two", "  One", "Three");
    shell.drag("One", "Three", 0.95);
    shell.page().mouse().up();
    shell.awaitTree("Two", "Three", "One");
    shell.drag("One", "Two", 0.05);
    shell.page().mouse().up();
    shell.awaitTree("One", "Two", "Three");
    shell.drag("Three", "One", 0.5);
    assertThat(shell.page().locator("atoll-tree .row.into")).hasCount(1);
    shell.page().mouse().up();
    shell.awaitTree("One", "  Three", "Two");
    shell.drag("Two", "One", 0.05);
    assertThat(shell.page().locator("atoll-tree .line")).hasCount(1);
    screenshot(shell.page(), "drag");
    shell.page().mouse().up();
    shell.awaitTree("Two", "One", "  Three");
    shell.drag("Two", "Three", 0.5);
    shell.page().keyboard().press("Escape");
    shell.page().mouse().up();
    shell.awaitTree("Two", "One", "  Three");
  }

  @Test
  void favourites_standAboveTheTreeInTheOrderThatThePersonGivesThem() {
    ShellPage shell = threePages();
    Page page = shell.page();
    for (String title : List.of("One", "Two", "Three")) {
      shell.row(title).click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
      page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Add to favourites"))
          .click();
    }
    awaitFavourites(page, "One", "Two", "Three");
    page.locator("atoll-favourites [role=tree]").focus();
    shell.press("End", "Alt+ArrowUp", "Alt+ArrowUp");
    awaitFavourites(page, "Three", "One", "Two");
    var from = page.locator("atoll-favourites .row").first().boundingBox();
    page.mouse().move(from.x + 60, from.y + from.height / 2);
    page.mouse().down();
    page.mouse().move(from.x + 60, from.y + from.height * 2.1, new Mouse.MoveOptions().setSteps(4));
    assertThat(page.locator("atoll-favourites .line")).hasCount(1);
    page.mouse().up();
    awaitFavourites(page, "One", "Three", "Two");
    page.locator("atoll-favourites .row").first().click();
    Locator star =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Favourite"));
    assertThat(star).hasAttribute("aria-pressed", "true");
    page.waitForCondition(() -> page.title().equals("One"));
    screenshots(page, "favourites");
    shell.focus("One").press("F2");
    page.keyboard().type("First");
    shell.press("Enter");
    awaitFavourites(page, "First", "Three", "Two");
    shell.focus("Three").press("Delete");
    awaitFavourites(page, "First", "Two");
    shell.press("Alt+m");
    assertThat(star).hasAttribute("aria-pressed", "false");
    awaitFavourites(page, "Two");
    star.click();
    assertThat(star).hasAttribute("aria-pressed", "true");
    // What stands above the tree is what is kept; a tab that is loaded again takes a click along
    // that is on its way.
    awaitFavourites(page, "Two", "First");
    star.click();
    assertThat(star).hasAttribute("aria-pressed", "false");
    awaitFavourites(page, "Two");
    page.reload();
    awaitFavourites(page, "Two");
    page.locator("atoll-favourites [role=tree]").focus();
    shell.press("Delete");
    awaitFavourites(page);
    assertThat(page.locator(".side-favourites")).isHidden();
  }

  private static void awaitFavourites(Page page, String... titles) {
    assertThat(page.locator("atoll-favourites .title")).hasText(titles);
  }

  @Test
  void template_isWhatNewAndEmptyPagesBeginWith() {
    ShellPage shell = threePages();
    Page page = shell.page();
    page.locator("atoll-page .atoll-start").click();
    screenshots(page, "templates");
    shell.button("Meeting notes").click();
    assertThat(page.locator("atoll-page .cm-content")).containsText("What was decided");
    assertThat(page.locator("atoll-page .atoll-start")).isHidden();
    // The caret is in the text again, and what the template brought is one step of it.
    screenshots(page, "filled-from-template");
    shell.press("Control+z");
    assertThat(page.locator("atoll-page .atoll-start")).isVisible();
    assertEquals("", shell.text());
    shell.press("Control+y");
    assertThat(page.locator("atoll-page .cm-content")).containsText("What was decided");
    shell.press("Control+k");
    page.keyboard().type("as a template");
    shell.press("Enter");
    assertThat(page.getByText("This page is a template now.")).isVisible();
    String before = page.url();
    shell.press("Control+k");
    page.keyboard().type("New page from a template");
    shell.press("Enter");
    page.locator(".template-list .side-row")
        .filter(new Locator.FilterOptions().setHasText("Yours"))
        .click();
    page.waitForCondition(() -> !page.url().equals(before));
    assertThat(page.locator("atoll-page .cm-content")).containsText("What was decided");
    screenshot(page, "from-template");
  }

  @Test
  void pageWithoutATitle_getsThatOfTheTemplate_andUndoTakesItBackWithTheText() {
    ShellPage shell = threePages();
    Page page = shell.page();
    String before = page.url();
    shell.press("Alt+n");
    page.waitForCondition(() -> !page.url().equals(before));
    shell.awaitCaretInTitle();
    page.locator("atoll-page .atoll-start").click();
    shell.button("Meeting notes").click();
    assertThat(page.locator("atoll-page .atoll-title")).hasValue("Meeting notes");
    assertThat(page.locator("atoll-page .atoll-page-icon")).isVisible();
    shell.awaitTree("One", "Two", "Three", "Meeting notes");
    Page other = beside(shell);
    assertThat(other.locator(BODY)).containsText("What was decided");
    shell.press("Control+z");
    shell.awaitTree("One", "Two", "Three", "Untitled");
    assertThat(page.locator("atoll-page .atoll-start")).isVisible();
    assertThat(page.locator("atoll-page .atoll-page-icon")).isHidden();
    assertThat(other.locator("atoll-page .atoll-start")).isVisible();
    assertThat(other.locator("atoll-page .atoll-title")).hasValue("");
    assertThat(other.locator("atoll-page .atoll-page-icon")).isHidden();
    screenshot(page, "template-taken-back");
  }

  @Test
  void aNodeInTheTrash_comesBackWithWhatLiesUnderIt() {
    ShellPage shell = threePages();
    Page page = shell.page();
    shell.focus("Two").press("Alt+ArrowRight");
    shell.awaitTree("One", "  Two", "Three");
    shell.focus("One").press("Delete");
    shell.awaitTree("Three");
    page.getByText("Trash").first().click();
    assertThat(page.getByRole(
            com.microsoft.playwright.options.AriaRole.HEADING,
            new Page.GetByRoleOptions().setName("Trash")))
        .isVisible();
    screenshot(page, "trash");
    page.locator(".listing").getByText("One").click();
    assertThat(page.getByText("This page is in the trash.")).isVisible();
    screenshot(page, "trashed-page");
    shell.button("Restore").click();
    assertThat(page.getByText("This page is in the trash.")).isHidden();
    shell.awaitTree("One", "  Two", "Three");
  }

  @Test
  void movingToTheTrash_canBeTakenBackAtOnce() {
    ShellPage shell = threePages();
    shell.focus("Two").press("Delete");
    shell.awaitTree("One", "Three");
    shell.button("Undo").click();
    shell.awaitTree("One", "Two", "Three");
  }

  @Test
  void everyPage_hasAnAddressThatBackForwardAndReloadKeep() {
    ShellPage shell = threePages();
    Page page = shell.page();
    shell.row("One").click();
    assertThat(page).hasTitle("One");
    String one = page.url();
    shell.row("Two").click();
    assertThat(page).hasTitle("Two");
    page.goBack();
    assertThat(page).hasTitle("One");
    assertEquals(one, page.url());
    assertThat(page.locator("atoll-tree .row.current .title")).hasText("One");
    page.goForward();
    assertThat(page).hasTitle("Two");
    page.reload();
    assertThat(page).hasTitle("Two");
    page.navigate(one);
    assertThat(page).hasTitle("One");
    shell.awaitPage();
    page.navigate(atoll().address(""));
    assertThat(page).hasURL(one);
    assertThat(page).hasTitle("One");
  }

  @Test
  void anUnknownAddress_saysSoAndLeadsBack() {
    ShellPage shell = threePages();
    Page page = shell.page();
    for (String path : new String[] {"p/0123456789abcdef-1", "p/x", "nowhere/at/all"}) {
      page.navigate(atoll().address(path));
      assertThat(page.getByText("There is no such page here").last()).isVisible();
    }
    screenshot(page, "unknown");
    page.getByText("Open my pages").click();
    shell.awaitPage();
  }

  @Test
  void thePalette_opensPagesAndRunsCommands() {
    ShellPage shell = threePages();
    Page page = shell.page();
    shell.press("Control+k");
    page.keyboard().type("tw");
    assertThat(page.locator("atoll-palette [aria-selected=true] .title")).hasText("Two");
    page.keyboard().press("Enter");
    assertThat(page).hasTitle("Two");
    shell.press("Control+k");
    assertThat(page.locator("atoll-palette [role=option]").first()).isVisible();
    screenshot(page, "palette");
    page.keyboard().type("open the trash");
    page.keyboard().press("Enter");
    page.waitForURL("**/trash/*");
    shell.press("Control+\\");
    assertThat(shell.tree()).isHidden();
    shell.press("Control+\\");
    assertThat(shell.tree()).isVisible();
    shell.press("Control+/");
    assertThat(page.getByText("In the sidebar")).isVisible();
    screenshot(page, "keyboard");
  }

  @Test
  void theContextMenu_offersWhatTheKeysDo() {
    ShellPage shell = threePages();
    Page page = shell.page();
    shell.focus("Two").press("Shift+F10");
    assertThat(page.locator("atoll-menu")).isVisible();
    screenshot(page, "context-menu");
    page.locator("atoll-menu").getByText("Move into the one above").click();
    shell.awaitTree("One", "  Two", "Three");
    assertEquals("Two", shell.active());
  }

  @Test
  void aSecondTab_showsAtOnceWhatTheFirstDoes() {
    ShellPage shell = threePages();
    Page other = shell.page().context().newPage();
    ShellPage second = new ShellPage(other);
    other.navigate(atoll().address(""));
    second.awaitTree("One", "Two", "Three");
    second.focus("Two");
    shell.focus("Three").press("Alt+ArrowUp", "Alt+ArrowUp");
    second.awaitTree("Three", "One", "Two");
    assertEquals("Two", second.active());
  }

  @Test
  void theInvitation_isShownAndCopied() {
    ShellPage shell = threePages();
    Page page = shell.page();
    page.locator(".share-button").click();
    assertThat(page.locator("atoll-copy-text textarea").first())
        .hasValue(Pattern.compile("atoll-invitation-2\\..*"));
    screenshot(page, "share");
    page.locator("atoll-copy-text button").first().click();
    assertThat(page.locator("atoll-copy-text button").first()).containsText("Copied");
    assertTrue(String.valueOf(page.evaluate("navigator.clipboard.readText()"))
        .startsWith("atoll-invitation-2."));
    shell.button("Done").click();
  }

  @Test
  void joiningNobody_worksAloneAndTheStatusSaysSo() {
    ShellPage shell = threePages();
    Page page = shell.page();
    page.locator(".share-button").click();
    shell.button("Done").click();
    assertThat(page.locator(".sync-light")).containsText("Working alone; looking for others");
    page.locator(".sync-light").click();
    assertThat(page.getByText("Nobody else can be reached now")).isVisible();
    screenshot(page, "sync");
    shell.press("Escape");
    shell.newPage("Four");
    shell.awaitTree("One", "Two", "Three", "Four");
    shell.awaitPage();
  }

  @Test
  void aSecondWorkspace_isMadeAndSwitchedTo() {
    ShellPage shell = threePages();
    Page page = shell.page();
    String before = page.locator("atoll-menu-button .name").first().innerText();
    newWorkspace(shell, "Garden");
    screenshot(page, "empty-workspace");
    page.locator("main, .message").getByText("New page").last().click();
    shell.awaitPage();
    shell.awaitTree("Untitled");
    page.locator("atoll-menu-button").first().click();
    page.locator("atoll-menu")
        .getByText(before, new Locator.GetByTextOptions().setExact(true))
        .click();
    shell.awaitTree("One", "Two", "Three");
  }

  @Test
  void aNarrowWindow_hasTheSidebarAsADrawer() {
    threePages();
    Page page = open(Window.NARROW);
    ShellPage shell = new ShellPage(page).open(atoll());
    assertThat(shell.tree()).isHidden();
    screenshot(page, "narrow");
    shell.button("Show or hide the sidebar").click();
    assertThat(shell.tree()).isVisible();
    screenshot(page, "narrow-drawer");
    shell.row("One").click();
    assertThat(shell.tree()).isHidden();
    assertThat(page).hasTitle("One");
  }

  @Test
  void darkWindows_areDark() {
    ShellPage light = threePages();
    screenshot(light.page(), "page");
    Page page = open(Window.WIDE.inDark());
    ShellPage shell = new ShellPage(page).open(atoll());
    shell.awaitTree("One", "Two", "Three");
    screenshot(page, "page-dark");
    shell.press("Control+k");
    assertThat(page.locator("atoll-palette [role=option]").first()).isVisible();
    screenshot(page, "palette-dark");
  }

  private ShellPage threePages() {
    ShellPage shell = new ShellPage(open(Window.WIDE)).open(atoll());
    newWorkspace(shell, "Workspace " + ++workspaces);
    shell.newPage("One").newPage("Two").newPage("Three");
    shell.awaitTree("One", "Two", "Three");
    return shell;
  }

  private static void newWorkspace(ShellPage shell, String name) {
    Page page = shell.page();
    page.locator("atoll-menu-button").first().click();
    page.locator("atoll-menu").getByText("New workspace").click();
    page.getByLabel("Name").fill(name);
    shell.button("Create").click();
    assertThat(page.getByText("Nothing here yet")).isVisible();
  }
}

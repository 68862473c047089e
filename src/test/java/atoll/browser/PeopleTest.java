package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody may do in the workspace of somebody else, from the first role to the removal. */
final class PeopleTest extends BrowserTest {
  private static final String BODY = "atoll-page .cm-content";

  private RunningAtoll first;
  private RunningAtoll second;

  @BeforeAll
  void start(@TempDir Path ada, @TempDir Path vi) {
    first = RunningAtoll.start(ada);
    second = RunningAtoll.start(vi);
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
  }

  @Test
  void viewer_onlyReads_anEditorWrites_andWhoIsRemovedGetsNothingMore() {
    ShellPage ada = new ShellPage(open(Window.WIDE)).firstStart(first, "Ada");
    ada.awaitCaretInTitle();
    ada.page().keyboard().type("Plan");
    ada.press("Enter");
    ada.page().keyboard().type("For all to read.");
    ShellPage vi = Joining.ask(open(Window.WIDE), second, "Vi", Joining.invitation(ada, "Viewer"));
    Joining.approve(ada, vi, "Vi");

    Locator body = vi.page().locator(BODY);
    assertThat(body).containsText("For all to read.");
    assertThat(vi.page().locator(".notice").first()).containsText("You can read here");
    assertThat(body).hasAttribute("contenteditable", "false");
    vi.press("Control+k");
    vi.page().keyboard().type("Start this page from");
    vi.press("Enter");
    assertThat(vi.page().getByText("You can read here")).hasCount(2);
    assertThat(vi.page().locator(".template-list")).hasCount(0);
    Locator star =
        vi.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Favourite"));
    star.click();
    vi.page().reload();
    assertThat(vi.page().locator("atoll-favourites .title")).hasText("Plan");
    assertThat(star).hasAttribute("aria-pressed", "true");

    Page people = open(Window.WIDE);
    new ShellPage(people).open(first);
    people.locator("atoll-menu-button").first().click();
    people.getByText("People and devices").click();
    // The name alone: every card has the word for a device on it.
    Locator card = people
        .locator(".person")
        .filter(new Locator.FilterOptions()
            .setHas(people.getByText("Vi", new Page.GetByTextOptions().setExact(true))));
    card.locator("vaadin-select").click();
    people.locator("vaadin-select-item").getByText("Commenter").click();
    comment(vi, "Why?");
    assertThat(ada.page().locator("atoll-page .atoll-comments-button")).containsText("1");
    assertThat(body).hasAttribute("contenteditable", "false");

    card.locator("vaadin-select").click();
    people.locator("vaadin-select-item").getByText("Editor").click();
    assertThat(body).hasAttribute("contenteditable", "true");
    screenshot(people, "people");
    body.click();
    vi.press("Control+End");
    vi.page().keyboard().type(" Seen by Vi.");
    ada.awaitText("For all to read. Seen by Vi.");

    card.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove: Vi"))
        .click();
    people
        .locator("vaadin-dialog")
        .getByText("Remove", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(card).hasCount(0);
    assertThat(vi.page().locator(".notice").first()).containsText("do not belong");
    ada.page().locator(BODY).click();
    ada.press("Control+End");
    ada.page().keyboard().type(" Not for Vi.");
    ada.awaitPage();
    ada.newPage("Secret");
    vi.page().reload();
    vi.awaitPage();
    assertThat(vi.row("Secret")).hasCount(0);
    assertEquals(
        "For all to read. Seen by Vi.", vi.page().locator(BODY).innerText().strip());
  }

  /** Selects a word of what may only be read, and begins a comment on it. */
  private static void comment(ShellPage commenter, String text) {
    Page page = commenter.page();
    assertThat(page.locator(".notice").first()).containsText("comment here");
    page.locator(BODY + " .cm-line").first().dblclick();
    page.keyboard().type("not written");
    page.locator("atoll-page .atoll-toolbar button").click();
    page.locator("atoll-page .atoll-draft textarea").fill(text);
    screenshot(page, "commenter");
    commenter.press("Control+Enter");
    assertThat(page.locator("atoll-page .atoll-comments article")).containsText(text);
    assertThat(page.locator(BODY)).not().containsText("not written");
  }
}

package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Naming one of two people who are called the same. */
final class MentionTest extends BrowserTest {
  private static final String BODY = "atoll-page .cm-content";
  private static final String NAMED = BODY + " [data-mention-person]";

  private RunningAtoll first;
  private RunningAtoll second;

  @BeforeAll
  void start(@TempDir Path one, @TempDir Path other) {
    first = RunningAtoll.start(one);
    second = RunningAtoll.start(other);
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
  }

  @Test
  void oneOfTwoOfTheSameName_isChosenAndTold_andShownByTheNameOfNow() {
    ShellPage owner = new ShellPage(open(Window.WIDE)).firstStart(first, "Ada");
    owner.awaitCaretInTitle();
    owner.page().keyboard().type("Plan");
    owner.press("Enter");
    ShellPage viewer =
        Joining.ask(open(Window.WIDE), second, "Ada", Joining.invitation(owner, "Viewer"));
    Joining.approve(owner, viewer, "Ada");

    owner.page().locator(BODY).click();
    owner.press("Control+End");
    owner.page().keyboard().type("ask @ad");
    Locator choices = owner.page().locator("#atoll-mentions [role=option]");
    Locator other = choices.filter(new Locator.FilterOptions().setHasText("Viewer"));
    assertThat(other).containsText("@Ada");
    assertThat(choices.filter(new Locator.FilterOptions().setHasText("Owner"))).hasCount(1);
    screenshot(owner.page(), "mention-of-two");
    other.click();
    assertThat(owner.page().locator(NAMED)).hasText("@Ada");
    assertThat(viewer.page().locator(NAMED)).hasText("@Ada");
    Locator inbox =
        viewer.page().locator(".side-row", new Page.LocatorOptions().setHasText("Inbox"));
    assertThat(inbox.locator(".side-count")).hasText("1");

    Page people = open(Window.WIDE);
    new ShellPage(people).open(second);
    people.locator("atoll-menu-button").first().click();
    people.getByText("People and devices").click();
    people
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rename: Ada"))
        .first()
        .click();
    people.locator("vaadin-dialog input").fill("Ada King");
    people.keyboard().press("Enter");
    assertThat(owner.page().locator(NAMED)).hasText("@Ada King");
    assertThat(viewer.page().locator(NAMED)).hasText("@Ada King");
  }
}

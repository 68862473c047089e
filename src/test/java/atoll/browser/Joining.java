package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasValueOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** How somebody comes into the workspace of somebody else, as both see it. */
final class Joining {
  static final double PATIENCE_MS = 40_000;

  private static final int WORDS = 6;

  private Joining() {}

  /** The text of an invitation, in the role that is offered at first or in that one. */
  static String invitation(ShellPage owner, String... role) {
    Page page = owner.page();
    owner.button("Share").click();
    Locator text = page.locator("atoll-copy-text textarea").first();
    Pattern good = Pattern.compile("atoll-invitation-2\\..+");
    HasValueOptions patience = new HasValueOptions().setTimeout(PATIENCE_MS);
    assertThat(text).hasValue(good, patience);
    for (String other : role) {
      String before = text.inputValue();
      page.locator("vaadin-dialog vaadin-select").first().click();
      page.locator("vaadin-select-item").getByText(other).click();
      page.waitForCondition(() ->
          !text.inputValue().equals(before) && good.matcher(text.inputValue()).matches());
    }
    String invitation = text.inputValue();
    owner.button("Done").click();
    return invitation;
  }

  /** A first start with an invitation; ends where the newcomer waits. */
  static ShellPage ask(Page window, RunningAtoll atoll, String person, String invitation) {
    ShellPage newcomer = new ShellPage(window);
    window.navigate(atoll.address());
    window.getByLabel("Your name").fill(person);
    newcomer.button("I have an invitation").click();
    window
        .getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Invitation"))
        .fill(invitation);
    newcomer.button("Join").click();
    newcomer.button("Later").click();
    assertThat(window.locator(".message .six-words li")).hasCount(WORDS);
    return newcomer;
  }

  /** The owner sees who asks and the same six words, and agrees. */
  static void approve(ShellPage owner, ShellPage newcomer, String person) {
    Locator card = owner.page().locator(".knock");
    assertThat(card.locator("h2")).containsText(person + " asks", containing());
    assertEquals(
        newcomer.page().locator(".six-words").innerText(),
        card.locator(".six-words").innerText());
    card.getByText("Approve").click();
    assertThat(card).hasCount(0);
  }

  private static ContainsTextOptions containing() {
    return new ContainsTextOptions().setTimeout(PATIENCE_MS);
  }
}

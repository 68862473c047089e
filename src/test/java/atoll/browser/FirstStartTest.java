package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a person and the first page. */
final class FirstStartTest extends BrowserTest {
  private RunningAtoll atoll;

  @BeforeEach
  void start(@TempDir Path data) {
    atoll = RunningAtoll.start(data);
  }

  @AfterEach
  void stop() {
    atoll.close();
  }

  @Test
  void aName_leadsToAPageWithTheCaretInItsTitle() {
    Page page = open(Window.WIDE);
    page.navigate(atoll.address());
    assertThat(page.getByLabel("Your name")).isFocused();
    screenshot(page, "first-start");
    ShellPage shell = new ShellPage(page);
    page.keyboard().type("Ada");
    page.keyboard().press("Enter");
    shell.awaitPage();
    shell.awaitCaretInTitle();
    page.keyboard().type("A first page");
    shell.awaitTree("A first page");
    assertThat(page).hasTitle("A first page");
  }

  @Test
  void noName_isAskedForBesideTheField() {
    Page page = open(Window.WIDE);
    page.navigate(atoll.address());
    new ShellPage(page).button("Start").click();
    assertThat(page.getByText("Write your name")).isVisible();
  }

  @Test
  void anInvitationThatIsNone_isRefusedWithTheReason() {
    Page page = open(Window.WIDE);
    page.navigate(atoll.address());
    page.getByLabel("Your name").fill("Ada");
    page.getByText("I have an invitation").click();
    page.getByLabel("Invitation").fill("hello");
    new ShellPage(page).button("Join").click();
    assertThat(page.getByText("This is not an Atoll invitation")).isVisible();
  }
}

package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands between a person and the first page. */
final class FirstStartTest extends BrowserTest {
  private static final int WORDS = 24;

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
  void aName_leadsOverTheRecoveryWordsToAPage_andWordsPutOffAreAskedForUntilTheyAreOnPaper() {
    Page page = open(Window.WIDE);
    page.navigate(atoll.address());
    assertThat(page.getByLabel("Your name")).isFocused();
    screenshot(page, "first-start");
    ShellPage shell = new ShellPage(page);
    page.keyboard().type("Ada");
    page.keyboard().press("Enter");
    assertThat(page.locator(".recovery-words li")).hasCount(WORDS);
    screenshot(page, "recovery");
    shell.button("Later").click();
    shell.awaitPage();
    shell.awaitCaretInTitle();
    page.keyboard().type("A first page");
    shell.awaitTree("A first page");
    assertThat(page).hasTitle("A first page");

    Locator banner = page.locator(".side-banner");
    banner.click();
    assertThat(page.locator(".recovery-words li")).hasCount(WORDS);
    List<String> words = page.locator(".recovery-words li").allInnerTexts();
    shell.button("I have them on paper").click();
    Locator fields = page.locator(".recovery-check vaadin-text-field");
    fields.first().locator("input").fill("bada");
    shell.button("Confirm").click();
    assertThat(fields.last()).hasAttribute("invalid", "");
    screenshot(page, "recovery-check");
    for (Locator field : fields.all()) {
      String label = field.locator("label").innerText();
      String word = words.get(Integer.parseInt(label.replace("Word ", "")) - 1);
      field.locator("input").fill(word.toUpperCase(Locale.ROOT));
    }
    shell.button("Confirm").click();
    shell.awaitPage();
    assertThat(banner).isHidden();
    page.navigate(atoll.address("recovery"));
    assertThat(page.getByText("this device forgot them")).isVisible();
    assertThat(page.locator(".recovery-words")).hasCount(0);
  }

  @Test
  void invitation_isATextACodeAndAFile() throws IOException {
    ShellPage shell = new ShellPage(open(Window.WIDE)).firstStart(atoll, "Ada");
    String invitation = Joining.invitation(shell, "Commenter");
    shell.button("Share").click();
    Locator dialog = shell.page().locator("vaadin-dialog");
    assertThat(dialog.locator(".qr svg")).isVisible();
    screenshot(shell.page(), "share");
    Download file = shell
        .page()
        .waitForDownload(() -> dialog
            .getByText("Save", new Locator.GetByTextOptions().setExact(true))
            .click());
    assertEquals("Ada’s workspace.atoll-invitation".replace("’", ""), file.suggestedFilename());
    String prefix = invitation.substring(0, invitation.indexOf('.') + 1);
    assertTrue(Files.readString(file.path()).startsWith(prefix));
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
    FileChooser chooser = page.waitForFileChooser(
        () -> page.getByText("Choose the file of an invitation").click());
    chooser.setFiles(
        new FilePayload("Garden.atoll-invitation", "text/plain", "hello".getBytes(UTF_8)));
    assertThat(page.getByLabel("Invitation")).hasValue("hello");
    new ShellPage(page).button("Join").click();
    assertThat(page.getByText("This is not an Atoll invitation")).isVisible();
  }
}

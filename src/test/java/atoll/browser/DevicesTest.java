package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that says who holds what, from the first relay to its removal. */
final class DevicesTest extends OneInstanceTest {
  @Test
  void relay_isAddedByItsText_saysThatTheLidMayBeClosed_andIsRemoved(@TempDir Path folder) {
    try (RunningRelay relay = RunningRelay.start(folder)) {
      ShellPage shell = fresh();
      Page page = shell.page();
      shell.press("Control+k");
      page.keyboard().type("what each device");
      page.keyboard().press("Enter");
      page.waitForURL("**/devices/*");
      assertThat(page.locator(".safety")).containsText("on this device only");

      shell.button("Add a relay").click();
      Locator text = page.locator("vaadin-text-area textarea");
      Locator add = page.locator("vaadin-dialog vaadin-button[theme~=primary]");
      text.fill("not the text of a relay");
      add.click();
      assertThat(page.locator("vaadin-text-area [slot=error-message]"))
          .containsText("This is not the text of a relay");
      screenshot(page, "relay-refused");
      text.fill(relay.text());
      add.click();
      assertThat(page.locator(".safety")).containsText("Safe to close the lid");
      assertThat(page.locator(".devices li").last()).containsText("has everything");
      screenshot(page, "devices-light");
      Page dark = open(Window.NARROW.inDark());
      new ShellPage(dark).open(atoll());
      dark.navigate(page.url());
      assertThat(dark.locator(".devices li").last()).containsText("has everything");
      screenshot(dark, "devices-dark-narrow");

      page.getByLabel("Remove: 127.0.0.1").click();
      page.locator("vaadin-dialog vaadin-button[theme~=error]").click();
      assertThat(page.locator(".safety")).containsText("Leave this device on");
    }
  }
}

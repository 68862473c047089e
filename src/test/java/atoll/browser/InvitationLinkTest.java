package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invitation as a link on a page of another origin, as in a mail that is read in the browser. */
final class InvitationLinkTest extends BrowserTest {
  private RunningAtoll owner;
  private RunningAtoll invited;
  private HttpServer mail;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String link = "";

  @BeforeAll
  void start(@TempDir Path ada, @TempDir Path bo) throws IOException {
    owner = RunningAtoll.start(ada);
    invited = RunningAtoll.start(bo);
    mail = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    mail.createContext("/", exchange -> {
      asked.add(exchange.getRequestURI().toString());
      byte[] page =
          ("<!doctype html><a href=\"" + link + "\">Join us</a>").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
    mail.start();
  }

  @AfterAll
  void stop() {
    mail.stop(0);
    invited.close();
    owner.close();
  }

  @Test
  void click_fillsTheInvitationIn_andThePersonConfirms_atTheFirstStartAndLater() {
    ShellPage ada = new ShellPage(open(Window.WIDE)).firstStart(owner, "Ada");
    String first = copiedLink(ada);
    assertTrue(first.startsWith("http://localhost:8420/join#atoll-invitation-2."), first);

    Page window = open(Window.WIDE);
    window.navigate(invited.address());
    assertThat(window.getByLabel("Your name")).isVisible();
    follow(window, first);
    Locator field =
        window.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Invitation"));
    assertThat(field).hasValue(first.substring(first.indexOf('#') + 1));
    assertFalse(window.url().contains("atoll-invitation"), window.url());
    window.getByLabel("Your name").fill("Bo");
    ShellPage bo = new ShellPage(window);
    bo.button("Join").click();
    bo.button("Later").click();
    assertThat(window.locator(".message .six-words li")).hasCount(6);
    Joining.approve(ada, bo, "Bo");

    String second = copiedLink(ada);
    follow(window, second);
    Locator dialog = window.locator("vaadin-dialog");
    assertThat(dialog.locator("textarea")).hasValue(second.substring(second.indexOf('#') + 1));
    screenshot(window, "join-by-link");
    assertFalse(window.url().contains("atoll-invitation"), window.url());
    dialog.getByText("Cancel").click();
    assertThat(dialog).hasCount(0);
    assertTrue(asked.stream().noneMatch(each -> each.contains("atoll-invitation")));

    // A link may be pasted as well as the text that it holds.
    follow(window, "http://localhost:8420/join#" + second);
    dialog.getByText("Join", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(dialog).hasCount(0);
  }

  @Test
  void browserThatWasNotLetIn_getsNoFurtherThanWithoutALink() {
    Page stranger = open(Window.WIDE);
    follow(stranger, "http://localhost:8420/join#atoll-invitation-2.abc");
    assertThat(stranger.locator("h1")).containsText("not been let in");
  }

  private static String copiedLink(ShellPage ada) {
    Page page = ada.page();
    String invitation = Joining.invitation(ada);
    ada.button("Share").click();
    Locator copy = page.locator("atoll-copy-text").getByText("Copy link");
    assertThat(copy)
        .isVisible(new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
            .setTimeout(Joining.PATIENCE_MS));
    String link = String.valueOf(page.locator("atoll-copy-text").first().evaluate("e => e.link"));
    copy.click();
    assertThat(page.locator("atoll-copy-text").getByText("Copied")).isVisible();
    assertFalse(link.isBlank() || invitation.isBlank());
    ada.button("Done").click();
    return link;
  }

  /** Clicks the link in the mail; the instance of the tests is at another port than the usual one. */
  private void follow(Page window, String to) {
    String here = invited.address().replaceFirst("/\\?.*", "");
    link = to.replace("http://localhost:8420", here);
    window.navigate("http://localhost:" + mail.getAddress().getPort() + "/");
    window.getByText("Join us").click();
    window.waitForURL(here + "/**");
  }
}

package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.sync.link.Machines;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A team from its first word to a lost laptop: three people on three machines, and a relay on a fourth, each a process of
 * its own, each person in a browser of their own.
 */
final class AcceptanceTest extends BrowserTest {
  private static final String BODY = "atoll-page .cm-content";
  private static final int ADA = 1;
  private static final int BOB = 2;
  private static final int CY = 3;
  private static final int TEAM = 3;

  private Optional<Machines> machines = Optional.empty();
  private Optional<Team> team = Optional.empty();

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    machines = Machines.make(TEAM + 1);
    assumeTrue(machines.isPresent(), "not run: network namespaces are not permitted here");
    team = Optional.of(new Team(machines.orElseThrow(), folder, TEAM));
  }

  @AfterAll
  void takeDown() throws IOException {
    if (team.isPresent()) {
      team.get().close();
    }
    machines.ifPresent(Machines::close);
  }

  @Test
  void teamWithARelay_losesNothingOfWhatItsPeopleWriteApart_andNothingReachesWhoIsRemoved()
      throws IOException {
    Team all = team.orElseThrow();
    ShellPage ada = new ShellPage(open(Window.WIDE));
    String paper = startWithPaper(ada, all.on(ADA), "Ada");
    write(ada, "Plan", "One paragraph.");
    Page devices = addRelay(all);
    ShellPage bob = join(ada, all.on(BOB), "Bob");
    ShellPage cy = join(ada, all.on(CY), "Cy");
    bob.awaitText("One paragraph.");
    cy.awaitText("One paragraph.");

    // Cy closes the lid, Bob's cable is out, and two write in the same paragraph.
    all.on(CY).stop();
    all.plug(BOB, false);
    type(bob, "Control+Home", "Bob was here. ");
    type(ada, "Control+End", " Ada was here.");
    assertEquals("One paragraph. Ada was here.", ada.text());
    assertEquals("Bob was here. One paragraph.", bob.text());
    // What it says of before the last words is no answer.
    devices.reload();
    awaitSafe(devices);
    all.on(ADA).stop();

    // Ada is gone before Cy is back: only the relay can have it.
    all.on(CY).startAgain();
    cy.open(all.on(CY));
    awaitAll("One paragraph. Ada was here.", cy);
    type(cy, "Control+End", " Cy too.");

    all.plug(BOB, true);
    String both = "Bob was here. One paragraph. Ada was here. Cy too.";
    awaitAll(both, bob, cy);
    all.on(ADA).startAgain();
    ada.open(all.on(ADA));
    awaitAll(both, ada);

    type(ada, "Control+End", " Ada again.");
    awaitAll(both + " Ada again.", ada, bob, cy);
    undo(bob);
    awaitAll("One paragraph. Ada was here. Cy too. Ada again.", ada, bob, cy);
    undo(cy);
    awaitAll("One paragraph. Ada was here. Ada again.", ada, bob, cy);
    undo(ada);
    String kept = "One paragraph. Ada was here.";
    awaitAll(kept, ada, bob, cy);

    remove(all.on(ADA), "Cy");
    assertThat(cy.page().locator(".notice").first()).containsText("do not belong");
    type(ada, "Control+End", " Not for Cy.");
    bob.awaitText(kept + " Not for Cy.");
    bob.newPage("Secret");
    ada.row("Secret").waitFor();
    cy.page().reload();
    cy.awaitPage();
    assertThat(cy.row("Secret")).hasCount(0);
    assertEquals(kept, cy.text());

    // Ada's folder is gone and nobody of the team is on: the paper and the relay are left.
    awaitSafe(open(all.on(BOB), "what each device"));
    all.on(ADA).kill();
    all.on(BOB).stop();
    ShellPage again = restore(all, paper);
    again.row("Secret").waitFor();
    again.row("Plan").click();
    again.awaitText(kept + " Not for Cy.");
    type(again, "Control+End", " Found again.");
    all.on(BOB).startAgain();
    bob.open(all.on(BOB));
    bob.row("Plan").click();
    bob.awaitText(kept + " Not for Cy. Found again.");
  }

  /** The first start of somebody who writes the recovery words down and confirms it later. */
  private static String startWithPaper(ShellPage shell, RunningAtoll atoll, String person) {
    Page page = shell.page();
    page.navigate(atoll.address());
    page.getByLabel("Your name").fill(person);
    shell.button("Start").click();
    Locator words = page.locator(".recovery-words li");
    assertThat(words).hasCount(24);
    String paper = String.join(" ", words.allInnerTexts());
    shell.button("Later").click();
    shell.awaitPage();
    return paper;
  }

  private static void write(ShellPage shell, String title, String text) {
    shell.awaitCaretInTitle();
    shell.page().keyboard().type(title);
    shell.press("Enter");
    shell.page().keyboard().type(text);
    shell.awaitText(text);
    shell.row(title).waitFor();
  }

  /** Ada's page about her devices, with the relay on it. */
  private Page addRelay(Team all) {
    Page page = open(all.on(ADA), "what each device");
    new ShellPage(page).button("Add a relay").click();
    page.locator("vaadin-text-area textarea").fill(all.relayText());
    page.locator("vaadin-dialog vaadin-button[theme~=primary]").click();
    awaitSafe(page);
    return page;
  }

  /** A page of the instance that the palette leads to. */
  private Page open(RunningAtoll atoll, String words) {
    ShellPage shell = new ShellPage(open(Window.WIDE)).open(atoll);
    shell.press("Control+k");
    shell.page().keyboard().type(words);
    shell.press("Enter");
    shell.page().waitForURL("**/devices/*");
    return shell.page();
  }

  private static void awaitSafe(Page devices) {
    assertThat(devices.locator(".safety"))
        .containsText(
            "Safe to close the lid",
            new LocatorAssertions.ContainsTextOptions().setTimeout(Joining.PATIENCE_MS));
  }

  private ShellPage join(ShellPage owner, RunningAtoll atoll, String person) {
    ShellPage newcomer =
        Joining.ask(open(Window.WIDE.inDark()), atoll, person, Joining.invitation(owner));
    Joining.approve(owner, newcomer, person);
    newcomer.row("Plan").waitFor(new Locator.WaitForOptions().setTimeout(Joining.PATIENCE_MS));
    newcomer.awaitPage();
    return newcomer;
  }

  private static void type(ShellPage shell, String where, String text) {
    shell.page().locator(BODY).click();
    shell.press(where);
    shell.page().keyboard().type(text);
    shell.awaitPage();
  }

  private static void undo(ShellPage shell) {
    shell.page().locator(BODY).click();
    shell.press("Control+z");
  }

  private static void awaitAll(String text, ShellPage... shells) {
    for (ShellPage shell : shells) {
      shell.awaitText(text);
    }
  }

  private void remove(RunningAtoll owner, String person) {
    Page people = open(Window.WIDE);
    new ShellPage(people).open(owner);
    people.locator("atoll-menu-button").first().click();
    people.getByText("People and devices").click();
    people.getByLabel("Remove: " + person).click();
    people
        .locator("vaadin-dialog")
        .getByText("Remove", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(people.getByLabel("Remove: " + person)).hasCount(0);
  }

  /** An empty folder becomes Ada's by her paper and the text of the relay. */
  private ShellPage restore(Team all, String paper) throws IOException {
    ShellPage shell = new ShellPage(open(Window.WIDE));
    Page page = shell.page();
    page.navigate(all.startOver(ADA).address());
    page.getByText("I have my recovery words").click();
    page.locator(".typed-words vaadin-text-field").first().locator("input").fill(paper);
    shell.press("Tab");
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Where a device is"))
        .fill(all.relayText());
    shell.button("Restore").click();
    shell.row("Plan").waitFor(new Locator.WaitForOptions().setTimeout(Joining.PATIENCE_MS));
    shell.awaitPage();
    return shell;
  }
}

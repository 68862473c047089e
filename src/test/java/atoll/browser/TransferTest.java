package atoll.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.workspace.imports.Zips;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.MouseButton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out by the menus and comes in by a chosen file, as a person does it. */
final class TransferTest extends OneInstanceTest {
  private static final byte[] DOT = Base64.getDecoder()
      .decode(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  private static final String NOTE = """
      # The deep

      The **moon** pulls, see [the table](https://example.org/t).

      - [x] measured
        - [ ] drawn

      > [!tip]
      > Look
      """;

  @TempDir
  private Path folder;

  @Test
  void vault_comesInAsATreeWithAReport_andASecondTimeNothingNew() throws IOException {
    Map<String, byte[]> vault = new LinkedHashMap<>();
    vault.put("Reef/.obsidian/app.json", bytes("{}"));
    vault.put("Reef/Harbour.md", bytes("We go.\n"));
    vault.put("Reef/Daily/Monday.md", bytes("""
        [[Harbour]] today
        ![[reef.png]]

        > [!tip] Look
        > here

        ![[nowhere.png]]
        """));
    vault.put("Reef/assets/reef.png", DOT);
    vault.put("Reef/loose.bin", bytes("x"));
    Path file = Files.write(folder.resolve("Reef.zip"), Zips.of(vault));

    ShellPage shell = fresh();
    Page page = shell.page();
    bringIn(shell, file);
    assertThat(page).hasTitle("Import of Reef");
    Locator report = page.locator(BODY + " .cm-line");
    assertThat(report).containsText(new String[] {
      "Carried: 2 pages, 1 file.",
      "Changed: 1.",
      "Daily/Monday.md",
      "Left out: 1.",
      "loose.bin: no page shows it or links to it"
    });
    screenshot(page, "import-report-light");
    List<String> tree = allTitles(page);
    goTo(shell, "Monday");
    assertThat(page.locator(BODY + " .atoll-mention")).hasText("Harbour");
    assertThat(page.locator(BODY + " .atoll-callout").first()).containsText("Look");
    page.waitForCondition(() -> Boolean.TRUE.equals(
        page.locator(BODY + " .atoll-picture img").evaluate("image => image.naturalWidth === 1")));
    screenshot(page, "import-page-light");

    bringIn(shell, file);
    page.getByText("Nothing new was in it.").waitFor();
    assertEquals(tree, allTitles(page));
  }

  @Test
  void pageWithOthersBelow_isSavedWithItsFiles_asOneHtmlFile_andPrinted() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "Atlas.md", bytes("# Atlas\n\n![a dot](Atlas/dot.png)\n\nTo [Deep](Atlas/Deep.md).\n"));
    files.put("Atlas/Deep.md", bytes(NOTE));
    files.put("Atlas/dot.png", DOT);
    ShellPage shell = fresh();
    Page page = shell.page();
    bringIn(shell, Files.write(folder.resolve("Sea.zip"), Zips.of(files)));
    assertThat(page).hasTitle("Import of Sea");
    goTo(shell, "Atlas");

    Map<String, byte[]> out = unzip(saved(shell, "Save as Markdown", "Atlas.zip"));
    assertTrue(out.keySet().containsAll(List.of("Atlas.md", "Atlas/The deep.md")), out::toString);
    assertEquals(3, out.size(), out::toString);
    assertTrue(string(out, "Atlas.md").contains("](Atlas/The%20deep.md)"), string(out, "Atlas.md"));
    assertTrue(
        unzip(ofRow(shell, "Atlas", "Save as Markdown")).keySet().equals(out.keySet()),
        "by the menu of its line in the tree");

    Path html = saved(shell, "Save as one HTML file", "Atlas.html");
    Path kept = Files.copy(html, folder.resolve("Atlas.html"));
    Page reader = open(Window.WIDE);
    reader.navigate(kept.toUri().toString());
    assertThat(reader.locator("h1.title")).hasText(new String[] {"Atlas", "The deep"});
    assertEquals(1, reader.locator("article img").evaluate("image => image.naturalWidth"));
    assertThat(reader.locator("a[href^='#p-']")).hasCount(1);
    screenshot(reader, "html-file");

    page.locator("atoll-page").evaluate("""
        () => new MutationObserver(changes => changes.flatMap(({ addedNodes }) => [...addedNodes])
          .filter(({ localName }) => localName === 'iframe')
          .forEach(frame => frame.addEventListener('load', () => {
            globalThis.printed = frame.contentDocument.body.innerText
          }))).observe(document.body, { childList: true })""");
    menu(shell, "Print this page");
    page.waitForFunction("() => globalThis.printed?.includes('Deep')");
    assertEquals(false, page.evaluate("() => globalThis.printed.includes('pulls')"));
  }

  @Test
  void everything_isSavedByThePalette() throws IOException {
    ShellPage shell = fresh();
    shell.page().keyboard().type("kept in the zip");
    String title = shell.page().title();
    shell.page().locator("atoll-page[state=saved]").waitFor();
    Download download = shell.page().waitForDownload(() -> palette(shell, "save everything"));
    assertEquals("atoll-export.zip", download.suggestedFilename());
    assertEquals(
        "# " + title + "\n\nkept in the zip\n", string(unzip(download.path()), title + ".md"));
  }

  @Test
  void fileThatIsNoneOfThese_isRefusedInWords() throws IOException {
    ShellPage shell = fresh();
    byte[] whole = Zips.of(Map.of("a.md", bytes("text ".repeat(10_000))));
    Path cut =
        Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
    bringIn(shell, cut);
    shell.page().getByText("Get it again").waitFor();
    bringIn(shell, Files.write(folder.resolve("none.zip"), Zips.of(Map.of("a.bin", bytes("x")))));
    shell.page().getByText("There is no page in it").waitFor();
  }

  /** Chooses a file to bring in, by the palette. */
  static void bringIn(ShellPage shell, Path file) {
    FileChooser chooser = shell.page().waitForFileChooser(() -> palette(shell, "bring in a file"));
    chooser.setFiles(file);
  }

  private static void palette(ShellPage shell, String command) {
    shell.press("Control+k");
    shell.page().locator("atoll-palette input").waitFor();
    shell.page().keyboard().type(command);
    shell.press("Enter");
  }

  private static Path saved(ShellPage shell, String entry, String name) {
    Download download = shell.page().waitForDownload(() -> menu(shell, entry));
    assertEquals(name, download.suggestedFilename());
    return download.path();
  }

  private static void menu(ShellPage shell, String entry) {
    shell.button("More for this page").click();
    choose(shell, entry);
  }

  private static Path ofRow(ShellPage shell, String title, String entry) {
    return shell
        .page()
        .waitForDownload(() -> {
          shell.row(title).first().click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
          choose(shell, entry);
        })
        .path();
  }

  private static void choose(ShellPage shell, String entry) {
    shell
        .page()
        .locator("atoll-menu")
        .getByText(entry, new Locator.GetByTextOptions().setExact(true))
        .click();
  }

  /** Opens the page of that title by the palette. */
  private static void goTo(ShellPage shell, String title) {
    palette(shell, title);
    assertThat(shell.page()).hasTitle(title);
    shell.awaitPage();
  }

  /** What the instance would save of everything says which pages there are. */
  private static List<String> allTitles(Page page) {
    Path all = page.waitForDownload(() -> palette(new ShellPage(page), "save everything"))
        .path();
    try {
      return List.copyOf(unzip(all).keySet());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String string(Map<String, byte[]> files, String name) {
    byte[] found = files.get(name);
    assertTrue(found != null, () -> name + " is not among " + files.keySet());
    return new String(found, StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> unzip(Path file) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}

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
  private static final String ID = "0123456789abcdef0123456789abcde";
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
  void exportOfNotion_inPartsWithinAZip_isOneTree_andASecondExportAddsWhatIsNew()
      throws IOException {
    String marina = "Private & Shared/Marina " + ID + "1";
    Map<String, byte[]> one = new LinkedHashMap<>();
    one.put(
        marina + ".md",
        bytes("# Marina\n\n[Boats](Marina%20" + ID + "1/Boats%20" + ID
            + "2.md)\n\n![Reef](Marina%20" + ID + "1/reef.png)\n\n[Crew](Marina%20" + ID
            + "1/Crew%20"
            + ID + "3.csv)\n"));
    one.put(marina + "/Crew " + ID + "3.csv", bytes("Name,Role\nAda,Captain\n"));
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put(marina + "/Boats " + ID + "2.md", bytes("# Boats\n\n[charts.zip](charts.zip)\n"));
    two.put(marina + "/charts.zip", Zips.of(Map.of("inside.md", bytes("of a chart"))));
    two.put(marina + "/reef.png", DOT);
    two.put(marina + "/Crew " + ID + "3_all.csv", bytes("Name,Role\nAda,Captain\nBo,Cook\n"));
    two.put(marina + "/Crew " + ID + "3/Ada " + ID + "4.md", bytes("# Ada\n\nRole: Captain\n"));

    ShellPage shell = fresh();
    Page page = shell.page();
    bringIn(shell, export("1", one, two));
    assertThat(page).hasTitle("Import of Private & Shared");
    assertThat(page.locator(BODY + " .cm-line"))
        .hasText(
            new String[] {"Carried: 4 pages, 2 files.", "Changed: nothing.", "Left out: nothing."});
    screenshots(page, "notion-report");
    goTo(shell, "Marina");
    assertThat(page.locator(BODY + " .atoll-page-card .atoll-file-name"))
        .hasText(new String[] {"Boats", "Crew"});
    page.waitForCondition(() -> Boolean.TRUE.equals(
        page.locator(BODY + " .atoll-picture img").evaluate("image => image.naturalWidth === 1")));
    screenshots(page, "notion-page");
    goTo(shell, "Boats");
    assertThat(page.locator(BODY)).containsText("charts.zip");
    goTo(shell, "Crew");
    Locator table = page.locator("atoll-page .atoll-table");
    assertThat(table).containsText("Ada");
    assertThat(table).containsText("Cook");
    screenshots(page, "notion-table");
    List<String> tree = allTitles(page);

    two.put(marina + "/Later " + ID + "5.md", bytes("# Later\n"));
    bringIn(shell, export("2", one, two));
    assertThat(page).hasTitle("Import of Private & Shared");
    List<String> grown = allTitles(page);
    assertEquals(
        tree.size() + 2,
        grown.size(),
        () -> "a page and a report more: " + grown + " after " + tree);
  }

  /** As Notion packs what is large: each time under another number, parts within a zip, the ids in the names. */
  private Path export(String number, Map<String, byte[]> one, Map<String, byte[]> two)
      throws IOException {
    String name = "Export-4c2b8d0e-93a1-4f5e-8d7b-0a1b2c3d4e5" + number;
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(name + "-Part-1.zip", Zips.of(one));
    parts.put(name + "-Part-2.zip", Zips.of(two));
    return Files.write(folder.resolve(name + ".zip"), Zips.of(parts));
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

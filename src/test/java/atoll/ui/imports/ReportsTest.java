package atoll.ui.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.bundle.Brought;
import atoll.workspace.imports.ImportSource;
import atoll.workspace.imports.Importer;
import atoll.workspace.page.PageBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @Test
  void report_isPrintedAndKeptInTheSameWords(@TempDir Path folder) throws Exception {
    Path vault = Files.createDirectory(folder.resolve("Vault"));
    Files.writeString(vault.resolve("Plan.md"), """
        text

        #### Deep

        [[nowhere]] and [bad](javascript:x) and ![web](https://example.org/a.png)
        """);
    Files.writeString(vault.resolve("loose.bin"), "x");
    Files.createSymbolicLink(vault.resolve("elsewhere.md"), vault.resolve("Plan.md"));
    try (Instance instance = instance();
        ImportSource source = ImportSource.open(vault, folder)) {
      Workspace workspace = instance.create("Team");
      Importer.Imported done = Importer.run(workspace, source, Optional.empty(), Reports.WORDS);
      List<String> lines = Reports.WORDS.lines(done.report());
      assertEquals(
          List.of(
              "Carried: 1 page, 0 files.",
              "Changed: 4.",
              "- Plan.md: a heading of level 4, now one of level 3",
              "- Plan.md: a link to nowhere, which is not here",
              "- Plan.md: the address of a link: javascript:x",
              "- Plan.md: an image of the web, now a link: https://example.org/a.png",
              "Left out: 2.",
              "- elsewhere.md: is a link to elsewhere",
              "- loose.bin: no page shows it or links to it"),
          lines);
      var page = done.page().orElseThrow();
      assertEquals(
          "Import of Vault", workspace.tree().state().node(page).orElseThrow().title());
      assertEquals(
          lines.stream().map(line -> line.replaceFirst("^- ", "")).toList(),
          PageBlock.of(workspace.pages().state(page.document())).stream()
              .map(PageBlock::text)
              .toList());
    }
  }

  @Test
  void secondImport_saysHowManyCameEarlier(@TempDir Path folder) throws Exception {
    Path vault = Files.createDirectory(folder.resolve("Vault"));
    Files.writeString(vault.resolve("One.md"), "text");
    Files.writeString(vault.resolve("Two.md"), "text");
    try (Instance instance = instance()) {
      Workspace workspace = instance.create("Team");
      bringIn(workspace, vault, folder);
      assertEquals(
          List.of(
              "Carried: 0 pages, 0 files.",
              "2 pages came in earlier and stayed as they are in Atoll.",
              "Changed: nothing.",
              "Left out: nothing."),
          bringIn(workspace, vault, folder));
    }
  }

  @Test
  void bundle_isToldInALineForEachThingToKnow() {
    assertEquals(
        List.of("Nothing in it was new: everything is here already."),
        Reports.lines(new Brought(0, 7, 0, 0)));
    assertEquals(
        List.of(
            "1 entry was new and merged into what was here.",
            "2 entries were left out because the file continues an earlier one. Bring that one in,"
                + " then this one again.",
            "1,200 entries were refused: not of somebody who may write here, or sealed with a key"
                + " that has not come. What was here is as it was."),
        Reports.lines(new Brought(1, 0, 2, 1_200)));
  }

  private static List<String> bringIn(Workspace workspace, Path vault, Path folder)
      throws Exception {
    try (ImportSource source = ImportSource.open(vault, folder)) {
      return Reports.WORDS.lines(
          Importer.run(workspace, source, Optional.empty(), Reports.WORDS).report());
    }
  }

  private static Instance instance() {
    return new Instance(
        new MemoryStore(),
        TestSeal.DEVICE,
        wish -> {
          throw new IllegalStateException("nobody is met");
        },
        new Random(1),
        () -> Instant.EPOCH);
  }
}

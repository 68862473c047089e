package atoll.workspace.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Value;
import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.NoMeeting;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.export.MarkdownExport;
import atoll.workspace.page.PageBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
  private static final String UUID = "4c2b8d0e-93a1-4f5e-8d7b-0a1b2c3d4e5f";
  private static final String ID = "0123456789abcdef0123456789abcde";

  @TempDir
  private Path folder;

  private final MemoryStore store = new MemoryStore();
  private final Instance instance =
      new Instance(store, TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH);
  private final Workspace workspace = instance.create("Team");

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void vault_comesInWithFoldersLinksAliasesAndImages() throws Exception {
    Path vault = vault();
    ImportReport report = read(vault);
    assertEquals(
        List.of("Import of Vault", "Vault", "Vault/Daily", "Vault/Daily/Monday", "Vault/Plan"),
        titles());
    List<PageBlock> monday = blocks("Monday");
    assertEquals("page:" + id("Plan"), mention(monday.getFirst()));
    assertEquals("/p/" + id("Plan"), link(monday.get(1)));
    assertEquals("page:" + id("Plan"), mention(monday.get(2)), "by its alias");
    assertEquals("image", monday.get(3).type());
    assertEquals("callout", monday.get(4).type());
    assertEquals("tags: [a, b]", workspace.pages().frontMatter(id("Monday").document()));
    assertEquals(1, report.files());
    assertTrue(
        report.left().contains(new ImportReport.Entry("loose.bin", new Remark.NotAsked())),
        report.left().toString());
  }

  @Test
  void importingTwice_doublesNothing() throws Exception {
    Path vault = vault();
    read(vault);
    List<String> before = titles();
    ImportReport again = read(vault);
    assertEquals(before, titles());
    assertEquals(0, again.pages());
    assertEquals(2, again.already());
  }

  @Test
  void zipOfAVault_isTheSameAsItsFolder() throws Exception {
    Path vault = vault();
    read(vault);
    List<String> before = titles();
    Map<String, byte[]> packed = new LinkedHashMap<>();
    for (String each : List.of(".obsidian/app.json", "Plan.md", "Daily/Monday.md")) {
      packed.put("Vault/" + each, Files.readAllBytes(vault.resolve(each)));
    }
    ImportReport again = read(Files.write(folder.resolve("Downloaded.zip"), Zips.of(packed)));
    assertEquals(2, again.already());
    assertEquals(before, titles());
  }

  @Test
  void oneFile_leavesAReportOnlyIfSomethingIsMissing() throws Exception {
    read(Files.writeString(folder.resolve("whole.md"), "# Whole\n\ntext\n"));
    assertEquals(List.of("Whole"), titles());
    read(Files.writeString(folder.resolve("lacking.md"), "# Lacking\n\n![x](not-there.png)\n"));
    assertEquals(List.of("Import of lacking", "Lacking", "Whole"), titles());
  }

  @Test
  void zipWithoutAPage_saysWhatCanComeIn() throws Exception {
    Path none = Files.write(folder.resolve("none.zip"), Zips.of(Map.of("a.bin", bytes("x"))));
    ImportException refused = assertThrows(
        ImportException.class, () -> ImportSource.open(none, folder).close());
    assertEquals(ImportException.Why.NO_PAGE, refused.why());
  }

  @Test
  void zipThatWasStreamed_orHasNamesInOldLetters_comesIn() throws Exception {
    // Stored, with sizes behind the bytes: local headers say nothing, the list at the end all.
    byte[] text = bytes("# Streamed\n\nline\n");
    read(Files.write(folder.resolve("streamed.zip"), streamed("streamed.md", text)));
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(old, Charset.forName("IBM437"))) {
      zip.putNextEntry(new ZipEntry("\u00dcbung.md"));
      zip.write(bytes("text"));
      zip.closeEntry();
    }
    read(Files.write(folder.resolve("old.zip"), old.toByteArray()));
    assertEquals(List.of("Streamed", "\u00dcbung"), titles());
  }

  @Test
  void zipWithAChangedByte_isRefused() throws Exception {
    byte[] whole = streamed("a.md", bytes("# Title\n\nline\n"));
    whole[40]++;
    Path changed = Files.write(folder.resolve("changed.zip"), whole);
    ImportException refused = assertThrows(
        ImportException.class, () -> ImportSource.open(changed, folder).close());
    assertEquals(ImportException.Why.DAMAGED, refused.why());
  }

  @Test
  void exportOfNotion_inPartsWithinAZip_isOneTree() throws Exception {
    Map<String, byte[]> one = new LinkedHashMap<>();
    one.put("Home " + ID + "1.md", bytes("# Home\n\nSee [Child](Home/Child%20" + ID + "2.md)\n"));
    one.put("Home/Tasks " + ID + "3.csv", bytes("Name,Done\nChild,Yes\n"));
    one.put("Home/Tasks " + ID + "3_all.csv", bytes("Name,Done\nChild,Yes\n\"a, \"\"b\"\"\",No\n"));
    Map<String, byte[]> two = new LinkedHashMap<>();
    two.put("Home/Child " + ID + "2.md", bytes("# Child\n\n![shot](Child/shot.png)\n"));
    two.put("Home/Child/shot.png", new byte[] {1, 2, 3});
    Map<String, byte[]> outer = new LinkedHashMap<>();
    outer.put("Export-Part-1.zip", Zips.of(one));
    outer.put("Export-Part-2.zip", Zips.of(two));
    ImportReport report = read(Files.write(folder.resolve("Export.zip"), Zips.of(outer)));
    assertEquals(
        List.of(
            "Export", "Export/Home", "Export/Home/Child", "Export/Home/Tasks", "Import of Export"),
        titles());
    assertEquals("image", blocks("Child").getFirst().type());
    assertEquals(
        "page:" + id("Child"),
        mention(
            blocks("Home").getFirst().runs().size() == 2
                ? new PageBlock(
                    blocks("Home").getFirst().attributes(),
                    List.of(blocks("Home").getFirst().runs().get(1)))
                : blocks("Home").getFirst()));
    List<PageBlock> tasks = blocks("Tasks");
    assertEquals(6, tasks.size());
    assertEquals("page:" + id("Child"), mention(tasks.get(2)));
    assertEquals("a, \"b\"", tasks.get(4).text());
    assertEquals(3, report.pages());
  }

  @Test
  void zipThatLiesInAPage_staysAFile_andTheNumberOfAnExportIsNoName() throws Exception {
    Map<String, byte[]> part = new LinkedHashMap<>();
    part.put("Home " + ID + "1.md", bytes("# Home\n\n[charts.zip](Home/charts.zip)\n"));
    part.put("Home/charts.zip", Zips.of(Map.of("inside.md", bytes("no page of theirs"))));
    Map<String, byte[]> outer = new LinkedHashMap<>();
    outer.put("ExportBlock-" + UUID + "-Part-1.zip", Zips.of(part));
    Path export = folder.resolve("Export-" + UUID + ".zip");
    ImportReport report = read(Files.write(export, Zips.of(outer)));
    assertEquals(List.of("Import of Notion", "Notion", "Notion/Home"), titles());
    assertEquals("file", blocks("Home").getFirst().type());
    assertEquals(1, report.files());
  }

  @Test
  void linkToADatabaseThatNotionWroteTwice_leadsToItsTable() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("Home " + ID + "1.md", bytes("# Home\n\n[Tasks](Home/Tasks%20" + ID + "3.csv)\n"));
    files.put("Home/Tasks " + ID + "3.csv", bytes("Name\nOne\n"));
    files.put("Home/Tasks " + ID + "3_all.csv", bytes("Name\nOne\nTwo\n"));
    ImportReport report = read(Files.write(folder.resolve("Export.zip"), Zips.of(files)));
    assertEquals(
        Value.of(id("Tasks").toString()), blocks("Home").getFirst().attributes().get("node"));
    assertEquals(3, blocks("Tasks").size());
    assertEquals(0, report.files());
  }

  @Test
  void partThatIsDamaged_isNamed() throws Exception {
    byte[] whole = Zips.of(Map.of("a.md", bytes("text ".repeat(10_000))));
    Map<String, byte[]> outer = Map.of("Export-Part-2.zip", Arrays.copyOf(whole, whole.length / 2));
    Path export = Files.write(folder.resolve("Export.zip"), Zips.of(outer));
    ImportException refused = assertThrows(
        ImportException.class, () -> ImportSource.open(export, folder).close());
    assertEquals(ImportException.Why.DAMAGED, refused.why());
    assertEquals("Export-Part-2.zip", refused.values().getFirst());
  }

  @Test
  void hostileHtml_runsNothingAndKeepsItsText() throws Exception {
    Path page = Files.writeString(
        folder.resolve("evil.html"),
        "<h1>Evil</h1><p onclick=x()>text<script>alert(1)</script><a href='javascript:x()'>go</a>"
            + "<img src=x onerror=alert(1)><iframe src=http://x></iframe></p>"
            + "<svg><script>1</script></svg><ul><li>one<ul><li>two</li></ul></li></ul>");
    read(page);
    List<PageBlock> blocks = blocks("Evil");
    assertEquals("textgox", blocks.getFirst().text());
    assertTrue(blocks.getFirst().runs().stream().allMatch(run -> run.marks().isEmpty()));
    assertEquals(
        List.of("one", "two"),
        blocks.subList(1, 3).stream().map(PageBlock::text).toList());
    assertEquals(1, blocks.get(2).indent());
  }

  @Test
  void pathThatLeadsOut_isLeftOut() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("../../outside.md", bytes("no"));
    files.put("/root.md", bytes("no"));
    files.put("inside.md", bytes("yes ![x](../../../../etc/hostname)"));
    ImportReport report = read(Files.write(folder.resolve("slip.zip"), Zips.of(files)));
    assertEquals(
        2,
        report.left().stream()
            .filter(entry -> entry.remark().equals(new Remark.BadName()))
            .count());
    assertEquals(1, report.pages());
    assertEquals(0, report.files());
  }

  @Test
  void zipThatUnpacksToFarMoreThanItHolds_isRefused() throws Exception {
    Map<String, byte[]> files = Map.of("bomb.md", new byte[80 << 20]);
    Path bomb = Files.write(folder.resolve("bomb.zip"), Zips.of(files));
    assertThrows(IOException.class, () -> ImportSource.open(bomb, folder).close());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(bomb), left.toList(), "what was unpacked is gone");
    }
  }

  @Test
  void damagedZip_saysWhatToDo() throws Exception {
    byte[] whole = Zips.of(Map.of("a.md", bytes("text ".repeat(10_000))));
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, whole.length / 2));
    assertThrows(IOException.class, () -> ImportSource.open(cut, folder).close());
  }

  @Test
  void ownExport_comesBackAsTheSamePages() throws Exception {
    read(vault());
    Path out = folder.resolve("out");
    MarkdownExport.files(instance, out);
    Instance other = new Instance(
        new MemoryStore(), TestSeal.DEVICE, new NoMeeting(), new Random(2), () -> Instant.EPOCH);
    try (other) {
      Workspace copy = other.create("Team");
      try (ImportSource source = ImportSource.open(out, folder)) {
        Importer.run(copy, source, Optional.empty(), Spoken.WORDS);
      }
      Path again = folder.resolve("again");
      MarkdownExport.files(other, again);
      String name = "Vault/Daily/Monday.md";
      assertEquals(
          Files.readString(out.resolve(name)),
          Files.readString(again.resolve("out").resolve(name)));
      assertFalse(Files.readString(out.resolve(name)).isBlank());
    }
  }

  private Path vault() throws IOException {
    Path vault = folder.resolve("Vault");
    write(vault.resolve(".obsidian/app.json"), "{}");
    write(vault.resolve("Plan.md"), "---\naliases:\n  - The Big Plan\n---\nWe go.\n");
    write(vault.resolve("Daily/Monday.md"), """
        ---
        tags: [a, b]
        ---
        [[Plan]]
        [[Plan#Part|the plan]]
        [[The Big Plan]]
        ![[reef.png|300]]

        > [!tip] Look
        > here
        """);
    Files.write(
        Files.createDirectories(vault.resolve("assets")).resolve("reef.png"), new byte[] {1, 2});
    write(vault.resolve("loose.bin"), "x");
    return vault;
  }

  private ImportReport read(Path path) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    try (ImportSource source = ImportSource.open(path, temporary)) {
      return Importer.run(workspace, source, Optional.empty(), Spoken.WORDS).report();
    }
  }

  private List<String> titles() {
    return workspace.tree().state().walk().stream()
        .map(node -> workspace.tree().state().path(node.id()).stream()
            .map(Node::title)
            .collect(Collectors.joining("/")))
        .sorted()
        .toList();
  }

  private NodeId id(String title) {
    return workspace.tree().state().walk().stream()
        .filter(node -> node.title().equals(title))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private List<PageBlock> blocks(String title) {
    return PageBlock.of(workspace.pages().state(id(title).document()));
  }

  private static String mention(PageBlock block) {
    return block.runs().getFirst().marks().get("mention") instanceof Value.Text(String what)
        ? what
        : "";
  }

  private static String link(PageBlock block) {
    return block.runs().getFirst().marks().get("link") instanceof Value.Text(String to) ? to : "";
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static byte[] streamed(String name, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    byte[] called = bytes(name);
    int crc = (int) sum.getValue();
    ByteBuffer zip = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50).putShort((short) 20).putShort((short) 8).putShort((short) 0);
    zip.putInt(0).putInt(0).putInt(0).putInt(0).putShort((short) called.length).putShort((short) 0);
    zip.put(called).put(content);
    zip.putInt(0x08074b50).putInt(crc).putInt(content.length).putInt(content.length);
    int list = zip.position();
    zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) 8);
    zip.putShort((short) 0).putInt(0).putInt(crc).putInt(content.length).putInt(content.length);
    zip.putShort((short) called.length).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    zip.putShort((short) 0).putInt(0).putInt(0).put(called);
    int size = zip.position() - list;
    zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    zip.putInt(size).putInt(list).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

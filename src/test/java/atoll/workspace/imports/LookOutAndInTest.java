package atoll.workspace.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.NoMeeting;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.PageLook;
import atoll.workspace.PageLook.Cover;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.export.HtmlExport;
import atoll.workspace.export.MarkdownExport;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Icon, picture and width of a page: out of Atoll, in again, and in from elsewhere. */
class LookOutAndInTest {
  @TempDir
  private Path folder;

  private final Instance instance = new Instance(
      new MemoryStore(), TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH);
  private final Workspace workspace = instance.create("Team");

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void look_isTheSameAfterMarkdown() throws Exception {
    NodeId page = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Trip");
    Cover cover =
        new Cover(workspace.files().keep(new ByteArrayInputStream(bytes("sea"))), "sea.jpg", 15);
    PageLook look = new PageLook("🏝️", Optional.of(cover), true);
    workspace.tree().dress(page, plain -> look);
    workspace.pages().putFrontMatter(page.document(), "tags: [a]");
    Path zip = folder.resolve("out.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      MarkdownExport.zip(workspace, node("Trip"), out);
    }
    workspace.tree().trash(page);
    read(zip);
    assertEquals(look, node("Trip").look());
    assertEquals("tags: [a]", workspace.pages().frontMatter(node("Trip").id().document()));
  }

  @Test
  void html_showsPictureAndIconAboveTheTitle() throws Exception {
    NodeId page = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Trip");
    Cover cover =
        new Cover(workspace.files().keep(new ByteArrayInputStream(bytes("sea"))), "sea.jpg", 15);
    workspace.tree().dress(page, plain -> new PageLook("🏝️", Optional.of(cover), false));
    Document html = Jsoup.parse(HtmlExport.write(
        workspace, page, new HtmlExport.Manner(true, false, Locale.ENGLISH, kind -> kind)));
    assertEquals("🏝️ Trip", html.title());
    assertEquals("🏝️", html.selectFirst("article > .icon").text());
    assertTrue(html.selectFirst("img.cover").attr("src").startsWith("data:image/jpeg;base64,"));
    assertTrue(html.selectFirst("img.cover").attr("style").contains("15%"));
  }

  @Test
  void exportOfNotion_keepsPictureAndIcon() throws Exception {
    Path notion = Files.createDirectories(folder.resolve("Notion"));
    Files.write(notion.resolve("reef.png"), bytes("reef"));
    Files.writeString(notion.resolve("Home.html"), """
        <html><head><title>Home</title></head><body><article class="page sans"><header>
        <img class="page-cover-image" src="reef.png" style="object-position:center 40%"/>
        <div class="page-header-icon page-header-icon-with-cover"><span class="icon">🎯</span></div>
        <h1 class="page-title">Home</h1></header><div class="page-body"><p>text</p></div></article></body></html>
        """);
    read(notion);
    PageLook look = node("Home").look();
    assertEquals("🎯", look.icon());
    assertEquals(40, look.cover().orElseThrow().at());
    assertEquals("reef.png", look.cover().orElseThrow().name());
    assertEquals(
        "text", workspace.pages().state(node("Home").id().document()).text().strip());
  }

  @Test
  void propertiesThatNameNothingHere_stayAsTheyWere() throws Exception {
    String yaml = "icon: rocket-ship\ncover: https://example.org/a.png\nbanner: x";
    Path file = folder.resolve("Note.md");
    Files.writeString(file, "---\n" + yaml + "\n---\ntext\n");
    read(file);
    assertEquals(PageLook.PLAIN, node("Note").look());
    assertEquals(yaml, workspace.pages().frontMatter(node("Note").id().document()));
  }

  private void read(Path path) throws Exception {
    try (ImportSource source = ImportSource.open(path, folder)) {
      Importer.run(workspace, source, Optional.empty(), Spoken.WORDS);
    }
  }

  private Node node(String title) {
    return workspace.tree().state().walk().stream()
        .filter(node -> node.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

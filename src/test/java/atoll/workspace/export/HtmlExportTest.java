package atoll.workspace.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.NoMeeting;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.markdown.HtmlReader;
import atoll.workspace.markdown.Loss;
import atoll.workspace.markdown.MarkdownReader;
import atoll.workspace.markdown.Targets;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageFiller;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HtmlExportTest {
  private static final HtmlExport.Manner WITH_PAGES_BELOW = new HtmlExport.Manner(
      true, false, Locale.forLanguageTag("de-AT"), kind -> "Hinweis: " + kind);
  private static final HtmlExport.Manner PAPER =
      new HtmlExport.Manner(false, true, Locale.ENGLISH, kind -> kind);

  private final Instance instance = new Instance(
      new MemoryStore(), TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH);
  private final Workspace workspace = instance.create("Team");
  private final NodeId home =
      workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Home <b>");
  private final NodeId child =
      workspace.tree().create(Optional.of(home), 0, NodeKind.PAGE, "Child");
  private final NodeId other = workspace.tree().create(Optional.empty(), 1, NodeKind.PAGE, "Other");

  @BeforeEach
  void write() throws Exception {
    String blob =
        workspace.files().keep(new ByteArrayInputStream(new byte[] {1, 2, 3})).toString();
    fill(home, """
        [Child](/p/%s) and <a href="/p/%s">that</a>

        - a
          1. b
          2. c
        - [x] **d** <script>alert(1)</script>

        <details>
        <summary>fold</summary>

        inside

        </details>

        > [!tip]
        > look

        ```java
        a < b
        ```

        |A|B|
        |---|---|
        |1|2|

        <!--atoll:next blob=%s name=reef.png-->
        ![a reef]()
        the caption
        """.formatted(child, other, blob));
    fill(child, "below");
  }

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void page_hasEverythingInsideAndRunsNothing() {
    Document html = Jsoup.parse(HtmlExport.write(workspace, home, WITH_PAGES_BELOW));
    assertEquals("Home <b>", html.selectFirst("h1.title").text());
    assertEquals(2, html.select("article").size());
    assertEquals("#p-" + child, html.selectFirst("a.mention").attr("href"));
    assertEquals(0, html.select("script, link, iframe").size());
    assertTrue(
        html.select("[src]").stream().allMatch(each -> each.attr("src").startsWith("data:")));
    assertEquals("data:image/png;base64,AQID", html.selectFirst("img").attr("src"));
    assertEquals("the caption", html.selectFirst("figcaption").text());
    assertEquals("a < b", html.selectFirst("pre").text());
    assertEquals(2, html.select("ol li").size());
    assertEquals("look", html.selectFirst("aside.tip p:not(.kind)").text());
    assertEquals(2, html.select("th").size());
    assertFalse(html.selectFirst("details").hasAttr("open"));
  }

  @Test
  void page_saysItsLanguageAndTheKindOfACallout() {
    Document html = Jsoup.parse(HtmlExport.write(workspace, home, WITH_PAGES_BELOW));
    assertEquals("de-AT", html.selectFirst("html").attr("lang"));
    assertEquals("Hinweis: tip look", html.selectFirst("aside.tip").text());
  }

  @Test
  void calloutOfAnUnknownKind_isANote() {
    fill(other, "> [!odd]\n> look");
    Document html = Jsoup.parse(HtmlExport.write(workspace, other, WITH_PAGES_BELOW));
    assertEquals("Hinweis: note look", html.selectFirst("aside.note").text());
  }

  @Test
  void callout_isOneAgainWhenTheFileIsBroughtIn() {
    String html = HtmlExport.write(workspace, home, WITH_PAGES_BELOW);
    List<PageBlock> blocks = HtmlReader.read(html, Targets.NONE, "t");
    PageBlock callout = blocks.stream()
        .filter(block -> block.type().equals("callout"))
        .findFirst()
        .orElseThrow();
    assertEquals("tip", callout.word("kind"));
    assertEquals("look", callout.text());
  }

  @Test
  void linkToAPageThatIsNotInside_isItsWords() {
    String html = HtmlExport.write(workspace, home, WITH_PAGES_BELOW);
    assertFalse(html.contains("href=\"/p/"), html);
    assertTrue(html.contains("and that"), html);
  }

  @Test
  void paper_showsWhatIsFoldedAndThisPageOnly() {
    Document html = Jsoup.parse(HtmlExport.write(workspace, home, PAPER));
    assertEquals(1, html.select("article").size());
    assertTrue(html.selectFirst("details").hasAttr("open"));
    assertTrue(html.selectFirst("style").data().contains("@media print"));
  }

  private void fill(NodeId page, String markdown) {
    Targets targets = new Targets() {
      @Override
      public Optional<Page> page(String destination) {
        return Optional.of(destination)
            .filter(to -> to.startsWith("/p/"))
            .flatMap(to -> NodeId.parse(to.substring(3)))
            .flatMap(workspace.tree().state()::node)
            .map(node -> new Page(node.id().toString(), node.title()));
      }

      @Override
      public Optional<Kept> file(String destination) {
        return Optional.empty();
      }

      @Override
      public void lost(Loss what) {}
    };
    PageFiller.fill(
        workspace.pages(), page.document(), MarkdownReader.read(markdown, targets, false));
  }
}

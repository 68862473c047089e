package atoll.workspace.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.NoMeeting;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.markdown.MarkdownReader;
import atoll.workspace.markdown.Targets;
import atoll.workspace.page.PageFiller;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person is exported by the present name, as a page is by its present title. */
final class PresentNamesTest {
  private static final String STRANGER = "ab".repeat(32);

  private final Instance instance = new Instance(
      new MemoryStore(), TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH);
  private final Workspace workspace = instance.create("Team");
  private final NodeId page = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Home");

  @BeforeEach
  void write() {
    String text = """
        **Ask** <span class="mention" data-person="%s">@Written</span> or \
        <span class="mention" data-person="%s">@Bo</span>
        """.formatted(instance.personId(), STRANGER);
    PageFiller.fill(
        workspace.pages(), page.document(), MarkdownReader.read(text, Targets.NONE, false));
    workspace.people().rename(instance.personId(), "Ada Byron");
  }

  @AfterEach
  void close() {
    instance.close();
  }

  @Test
  void html_callsPersonsByTheirPresentNames() {
    HtmlExport.Manner manner = new HtmlExport.Manner(false, true, Locale.ENGLISH, kind -> kind);
    String html = HtmlExport.write(workspace, page, manner);
    assertEquals(
        List.of("@Ada Byron", "@Bo"), Jsoup.parse(html).select("span.mention").eachText());
  }

  @Test
  void markdown_callsPersonsByTheirPresentNames_andKeepsItsSigns() throws Exception {
    List<String> files = new ArrayList<>();
    MarkdownTree.write(workspace, "", new MarkdownTree.Sink() {
      @Override
      public void file(String path, String content) {
        files.add(content);
      }

      @Override
      public void bytes(String path, InputStream content) {
        throw new IllegalStateException("no file was put into the page");
      }
    });
    String markdown = files.getFirst();
    assertEquals(
        List.of("@Ada Byron", "@Bo"),
        Jsoup.parse(markdown).select("span.mention").eachText());
    assertTrue(markdown.contains("data-person=\"" + instance.personId() + "\""), markdown);
    assertTrue(markdown.contains("**Ask**"), markdown);
  }
}

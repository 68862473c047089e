package atoll.workspace.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.PageLook;
import atoll.workspace.TestSeal;
import atoll.workspace.TreeService;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final SortedMap<String, Value> NOTHING = new TreeMap<>();

  private final Funnel funnel = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
  private final TreeService tree = new TreeService(funnel);
  private final PageService pages = new PageService(funnel);
  private final Templates templates = new Templates(tree, pages);

  @AfterEach
  void close() {
    funnel.close();
  }

  @Test
  void builtIns_areReadAsBlocksWithoutTheirTitle() {
    List<String> titles = new ArrayList<>();
    for (Template template : templates.all()) {
      NodeId page = templates.create(template, Optional.empty(), 0);
      titles.add(node(page).title());
      assertTrue(PageLook.isIcon(node(page).look().icon()), template.title());
      List<PageBlock> blocks = PageBlock.of(pages.state(page.document()));
      assertTrue(blocks.size() > 8, template.title());
      assertFalse(
          blocks.stream().anyMatch(block -> block.text().matches("[#>|*-].*|.*\\*\\*.*")),
          template.title());
    }
    assertEquals(
        List.of("Meeting notes", "Project brief", "Weekly plan", "Decision record"), titles);
  }

  @Test
  void pageOfATemplate_hasItsTitleLookBlocksAndMarksButNotItsComments() {
    NodeId model = template("Visit");
    SortedMap<String, Value> marks =
        new TreeMap<>(Map.of("bold", Value.of(true), "comment-abcdefgh", Value.of(true)));
    write(
        model,
        new Delta(
            List.of(
                new Delta.Insert("Ask", marks),
                new Delta.Insert("\n", new TreeMap<>(Map.of("type", Value.of("quote")))),
                new Delta.Insert("Answer", NOTHING)),
            new TreeMap<>(Map.of("type", Value.of("heading1")))));
    tree.dress(model, look -> look.withIcon("🏠").withWidth(true));
    int[] changes = {0};
    funnel.onCommit(committed -> {
      if (!committed.document().equals(DocumentId.TREE)) {
        changes[0]++;
      }
    });
    NodeId page = templates.create(templates.all().getFirst(), Optional.empty(), 0);
    assertEquals("Visit", node(page).title());
    assertEquals(node(model).look(), node(page).look());
    assertFalse(node(page).template());
    List<PageBlock> blocks = PageBlock.of(pages.state(page.document()));
    assertEquals(
        List.of("heading1", "quote"), blocks.stream().map(PageBlock::type).toList());
    assertEquals(
        Map.of("bold", Value.of(true)), blocks.getFirst().runs().getFirst().marks());
    assertEquals("Answer", blocks.getLast().text());
    assertEquals(1, changes[0]);
  }

  @Test
  void template_isListedAsLongAsItIsOneAndNotInTheTrash() {
    NodeId model = template("Visit");
    assertEquals("Visit", templates.all().getFirst().title());
    tree.rename(model, "Call");
    assertEquals("Call", templates.all().getFirst().title());
    tree.trash(model);
    assertEquals("Meeting notes", templates.all().getFirst().title());
    tree.restore(model);
    tree.template(model, false);
    assertEquals("Meeting notes", templates.all().getFirst().title());
  }

  @Test
  void emptyPage_isFilledAndKeepsItsTitleAndIcon() {
    NodeId page = tree.create(Optional.empty(), 0, NodeKind.PAGE, "Mine");
    tree.dress(page, look -> look.withIcon("🐚"));
    assertTrue(templates.fill(templates.all().getFirst(), page));
    assertEquals("Mine", node(page).title());
    assertEquals("🐚", node(page).look().icon());
    assertFalse(templates.fill(templates.all().getLast(), page));
    assertTrue(pages.state(page.document()).text().contains("What was decided"));
  }

  private NodeId template(String title) {
    NodeId model = tree.create(Optional.empty(), 0, NodeKind.PAGE, title);
    tree.template(model, true);
    return model;
  }

  private Node node(NodeId id) {
    return tree.state().node(id).orElseThrow();
  }

  private void write(NodeId page, Delta delta) {
    pages
        .edit(page.document(), pages.state(page.document()).version(), delta, Optional.empty())
        .join();
  }
}

package atoll.workspace.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.StoreException;
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

  private static final Template NOTES =
      new Template.BuiltIn("Notes", PageLook.PLAIN.withIcon("🗓️"), "## What was said\n\n- ");

  private final MemoryStore store = new MemoryStore();
  private final Funnel funnel = TestSeal.funnel(WORKSPACE, store.workspace(WORKSPACE));
  private final TreeService tree = new TreeService(funnel);
  private final PageService pages = new PageService(funnel);
  private final Templates templates = new Templates(tree, pages);

  @AfterEach
  void close() {
    funnel.close();
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
    int[] entries = {0};
    funnel.onStored(own -> entries[0] += own.size());
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
    assertEquals(1, entries[0]);
  }

  @Test
  void template_isListedAsLongAsItIsOneAndNotInTheTrash() {
    NodeId model = template("Visit");
    assertEquals("Visit", templates.all().getFirst().title());
    tree.rename(model, "Call");
    assertEquals("Call", templates.all().getFirst().title());
    tree.trash(model);
    assertEquals(List.of(), templates.all());
    tree.restore(model);
    tree.template(model, false);
    assertEquals(List.of(), templates.all());
  }

  @Test
  void filling_isOneStepHoweverLongTheTemplateIs() {
    NodeId model = template("Long");
    String text = "word ".repeat(10_000);
    write(
        model,
        new Delta(
            List.of(
                new Delta.Insert(text, NOTHING),
                new Delta.Insert("\n", new TreeMap<>(Map.of("type", Value.of("quote")))),
                new Delta.Insert("end", NOTHING)),
            new TreeMap<>(Map.of("type", Value.of("heading1")))));
    NodeId page = tree.create(Optional.empty(), 0, NodeKind.PAGE, "Mine");
    int[] entries = {0};
    funnel.onStored(own -> entries[0] += own.size());
    write(page, templates.filling(templates.all().getFirst()));
    assertEquals(
        PageBlock.of(pages.state(model.document())), PageBlock.of(pages.state(page.document())));
    assertEquals(1, entries[0]);
  }

  @Test
  void pageThatNeedsSeveralSteps_hasAllOfTheTemplate() {
    NodeId model = template("Long");
    write(model, new Delta(List.of(new Delta.Insert("word ".repeat(10_000), NOTHING)), NOTHING));
    NodeId page = templates.create(templates.all().getFirst(), Optional.empty(), 0);
    assertEquals(50_000, pages.state(page.document()).text().length());
  }

  @Test
  void pageThatCannotBeStored_isNotThereWithoutItsText() {
    store.refuse("the disk is full");
    assertThrows(StoreException.class, () -> templates.create(NOTES, Optional.empty(), 0));
    assertEquals(List.of(), tree.state().walk());
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

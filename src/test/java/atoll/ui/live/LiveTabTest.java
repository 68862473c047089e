package atoll.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.page.Delta;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LiveTabTest {
  private static final long PATIENCE_SECONDS = 60;
  private static final String FILLED =
      "{'title':{'from':'','to':'Notes'},'icon':{'from':'','to':'🗓️'},"
          + "'wide':{'from':false,'to':true}}";

  private final MemoryStore store = new MemoryStore();
  private final Instance instance = new Instance(
      store,
      TestSeal.DEVICE,
      wish -> {
        throw new IllegalStateException("nobody is met");
      },
      new Random(1),
      () -> Instant.EPOCH);
  private final Workspace workspace = instance.create("Notes");
  private final NodeId page = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "");
  private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
  private final LiveTab tab = new LiveTab(instance, text -> told.add(Messages.JSON.readTree(text)));

  @AfterEach
  void close() throws Exception {
    tab.close();
    instance.close();
  }

  @Test
  void stepWithAHead_isOneEntryOfPageAndTree_andSoIsItsUndo() throws Exception {
    String version = open();
    long entries = entries();
    version = step(1, version, "['Who']", FILLED);
    assertEquals(1, entries() - entries);
    assertEquals("Notes", node().title());
    assertEquals("🗓️", node().look().icon());
    assertTrue(node().look().wide());
    step(2, version, "[-3]", "{'title':{'from':'Notes','to':''},'icon':{'from':'🗓️','to':''}}");
    assertEquals(2, entries() - entries);
    assertEquals("", node().title());
    assertEquals("", node().look().icon());
    assertEquals("", workspace.pages().state(page.document()).text());
  }

  @Test
  void headThatSomebodyElseHasChangedSince_isLeft() throws Exception {
    String version = open();
    workspace.tree().rename(page, "Ours");
    step(1, version, "['Who']", FILLED);
    assertEquals("Ours", node().title());
    assertEquals("🗓️", node().look().icon());
  }

  @Test
  void headThatIsNone_isRefusedWithItsStep() throws Exception {
    String version = open();
    send(1, version, "['Who']", "{'icon':{'from':'','to':'two words'}}");
    assertEquals("MALFORMED", next("refused").path("reason").asString());
    assertEquals("", workspace.pages().state(page.document()).text());
  }

  @Test
  void stepThatIsTakenAlready_changesNothingAboveTheText() throws Exception {
    String version = open();
    step(1, version, "['Who']", "{}");
    send(1, version, "['Who']", FILLED);
    step(2, version, "['a']", "{}");
    assertEquals("", node().title());
  }

  @Test
  void pageThatIsOpenedAgain_isToldWithWhatChangedSinceAVersionThatIsKnown() throws Exception {
    String version = open();
    version = step(1, version, "['Who']", "{}");
    tab.receive(message("close").toString());
    Delta theirs = new Delta(List.of(new Delta.Insert("So. ", new TreeMap<>())), new TreeMap<>());
    workspace
        .pages()
        .edit(page.document(), Frontier.parseText(version), theirs, Optional.empty())
        .join();
    JsonNode again = openAgain(version);
    assertEquals("So. Who", again.path("text").asString());
    assertEquals(json("['So. ']"), again.path("missed").path("delta"));
    JsonNode same = openAgain(again.path("version").asString());
    assertEquals(json("[]"), same.path("missed").path("delta"));
    String unknown = version.replace(version.substring(0, 8), "00000000");
    assertTrue(openAgain(unknown).path("missed").isMissingNode(), unknown);
    assertTrue(openAgain("no version").path("missed").isMissingNode());
  }

  private JsonNode openAgain(String before) throws Exception {
    tab.receive(message("open").put("session", "again").put("before", before).toString());
    return next("page");
  }

  private String open() throws Exception {
    tab.receive(message("open").put("session", "tab").toString());
    return next("page").path("version").asString();
  }

  /** Returns the version after it. */
  private String step(long number, String base, String delta, String head) throws Exception {
    send(number, base, delta, head);
    JsonNode confirmed = next("confirmed");
    assertEquals(number, confirmed.path("step").asLong());
    // What the tree was told comes after the confirmation.
    workspace.pages().state(page.document());
    return confirmed.path("version").asString();
  }

  private void send(long number, String base, String delta, String head) throws RejectedException {
    ObjectNode step = message("step").put("step", number).put("base", base);
    step.set("delta", json(delta));
    step.set("head", json(head));
    tab.receive(step.toString());
  }

  private ObjectNode message(String kind) {
    return Messages.JSON.createObjectNode().put("t", kind).put("page", page.toString());
  }

  private static JsonNode json(String text) {
    return Messages.JSON.readTree(text.replace('\'', '"'));
  }

  private JsonNode next(String kind) throws InterruptedException {
    while (true) {
      JsonNode message = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertTrue(message != null, () -> "no " + kind);
      if (message.path("t").asString().equals(kind)) {
        return message;
      }
    }
  }

  private Node node() {
    return workspace.tree().state().node(page).orElseThrow();
  }

  private long entries() {
    return store.workspace(workspace.id()).clock().counts().values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}

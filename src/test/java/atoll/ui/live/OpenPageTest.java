package atoll.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crdt.Value;
import atoll.store.memory.MemoryStore;
import atoll.workspace.Instance;
import atoll.workspace.NoMeeting;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.Workspace;
import atoll.workspace.page.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import tools.jackson.databind.JsonNode;

final class OpenPageTest {
  private static final int TABS = 60;
  private static final long PATIENCE_SECONDS = 60;

  /** A tab that opened a page while another typed used to wait for the typing, which waited for the tab. */
  @Test
  @Timeout(value = 2 * PATIENCE_SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
  void openedWhileAnotherTypes_isToldHowThePageWasAndThenEachChangeOnce() throws Exception {
    try (Instance instance = new Instance(
        new MemoryStore(),
        TestSeal.DEVICE,
        wish -> {
          throw new IllegalStateException("nobody is met");
        },
        new Random(1),
        () -> Instant.EPOCH)) {
      Workspace workspace = instance.create("Notes");
      NodeId node = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Page");
      List<List<String>> heard = new ArrayList<>();
      CompletableFuture<Void> opening = CompletableFuture.runAsync(() -> {
        for (int i = 0; i < TABS; i++) {
          List<String> messages = Collections.synchronizedList(new ArrayList<>());
          heard.add(messages);
          new OpenPage(workspace, node, "tab" + i, messages::add)
              .open(Optional.empty(), 0, Optional.empty());
        }
      });
      int typed = 0;
      while (!opening.isDone() || typed == 0) {
        Delta delta = new Delta(List.of(new Delta.Insert("x", new TreeMap<>())), new TreeMap<>());
        var _ = workspace
            .pages()
            .edit(node.document(), Frontier.EMPTY, delta, Optional.empty())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        typed++;
      }
      opening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      int patches = 0;
      for (List<String> messages : heard) {
        patches += told(List.copyOf(messages), typed);
      }
      assertTrue(patches > TABS, "hardly anything was typed meanwhile");
    }
  }

  @Test
  void personIsRenamed_theLinesThatLinkHereAreToldAgain() throws Exception {
    try (Instance instance = new Instance(
        new MemoryStore(), TestSeal.DEVICE, new NoMeeting(), new Random(1), () -> Instant.EPOCH)) {
      Workspace workspace = instance.create("Notes");
      NodeId node = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Page");
      NodeId other = workspace.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Other");
      Delta line = new Delta(
          List.of(mention("person:" + instance.personId() + ":Written"), mention("page:" + node)),
          new TreeMap<>());
      var _ = workspace
          .pages()
          .edit(other.document(), Frontier.EMPTY, line, Optional.empty())
          .join();
      BlockingQueue<String> messages = new LinkedBlockingQueue<>();
      OpenPage opened = new OpenPage(workspace, node, "tab", messages::add);
      opened.open(Optional.empty(), 0, Optional.empty());

      awaitLine(messages, "@WrittenPage");
      workspace.people().rename(instance.personId(), "Ada");
      awaitLine(messages, "@AdaPage");
      opened.close();
    }
  }

  private static Delta.Insert mention(String of) {
    return new Delta.Insert("\ufffc", new TreeMap<>(Map.of("mention", Value.of(of))));
  }

  private static void awaitLine(BlockingQueue<String> messages, String line) throws Exception {
    List<String> lines = new ArrayList<>();
    while (!lines.contains(line)) {
      String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(message, () -> "told only of " + lines);
      JsonNode read = Messages.JSON.readTree(message);
      read.path("links").forEach(link -> lines.add(link.path("line").asString()));
    }
  }

  /** Adds up what a tab was told; returns how many changes it was told. */
  private static int told(List<String> messages, int typed) {
    int text = -1;
    int patches = 0;
    for (String message : messages) {
      JsonNode read = Messages.JSON.readTree(message);
      switch (read.path("t").asString()) {
        case "page" -> text = read.path("text").asString().length();
        case "patch" -> {
          assertTrue(text >= 0, "a change before the page");
          text++;
          patches++;
        }
        default -> {
          // A title, carets, comments.
        }
      }
    }
    assertEquals(typed, text);
    return patches;
  }
}

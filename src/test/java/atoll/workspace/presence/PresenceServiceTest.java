package atoll.workspace.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.TestSeal;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageService;
import atoll.workspace.presence.PresenceService.Carets;
import atoll.workspace.presence.PresenceService.Moved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceServiceTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final DocumentId PAGE = new DocumentId("page");

  private final Funnel here = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
  private final Funnel there = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
  private final List<byte[]> sent = Collections.synchronizedList(new ArrayList<>());
  private final PresenceService ada = new PresenceService(here, () -> "Ada", sent::add);
  private final PresenceService bob = new PresenceService(there, () -> "Bob", beat -> {});

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void caretOfATab_isToldWithItsTab_soThatTheTabNeedNotHearOfIt() {
    List<Moved> heard = new ArrayList<>();
    ada.subscribe(heard::add);
    int tab = ada.newTab();
    ada.moved(tab, PAGE, write(), 1, 2);
    assertEquals(0, carets(ada, tab).all().size());
    ada.left(tab);
    assertEquals(List.of(new Moved(PAGE, tab), new Moved(PAGE, tab)), heard);
  }

  @Test
  void caretOfAnother_isNoTabsOwn() {
    List<Moved> heard = new ArrayList<>();
    bob.subscribe(heard::add);
    bob.received("ada", beat());
    assertEquals(List.of(new Moved(PAGE, 0)), heard);
  }

  @Test
  void caretInTextThatHasNotCome_isLeftOutAndMissed() {
    bob.received("ada", beat());
    Carets shown = carets(bob, 0);
    assertEquals(List.of(), shown.all());
    assertFalse(shown.complete());
    assertTrue(carets(ada, 0).complete());
  }

  private byte[] beat() {
    ada.moved(ada.newTab(), PAGE, write(), 1, 2);
    assertEquals(1, carets(ada, 0).all().size());
    return sent.getLast();
  }

  private Frontier write() {
    Delta delta =
        new Delta(List.of(new Delta.Insert("some text", new TreeMap<>())), new TreeMap<>());
    return new PageService(here)
        .edit(PAGE, Frontier.EMPTY, delta, Optional.empty())
        .join()
        .after();
  }

  private static Carets carets(PresenceService presence, int exceptTab) {
    CompletableFuture<Carets> found = new CompletableFuture<>();
    presence.carets(PAGE, exceptTab, found::complete);
    return found.join();
  }
}

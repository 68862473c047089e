package atoll.workspace.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.memory.MemoryStore;
import atoll.workspace.TestSeal;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageFormat;
import atoll.workspace.page.PageService;
import atoll.workspace.presence.PresenceService.Carets;
import atoll.workspace.presence.PresenceService.Moved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceServiceTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final int SEEDS = Integer.getInteger("atoll.presence.seeds", 20);
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
    ada.left(tab, PAGE);
    assertEquals(0, carets(ada, 0).all().size());
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

  @Test
  void tabThatLeavesRightAfterItMoved_isGone() {
    for (int i = 0; i < 200; i++) {
      int tab = ada.newTab();
      ada.moved(tab, PAGE, Frontier.EMPTY, 0, 0);
      ada.left(tab, PAGE);
    }
    assertEquals(List.of(), carets(ada, 0).all());
  }

  @Test
  void textThatComesInAtACaret_comesBehindIt() {
    Frontier before = write();
    insert(here, before, 4, "!").join();
    ada.moved(ada.newTab(), PAGE, before, 4, 4);
    assertEquals(4, carets(ada, 0).all().getFirst().head());
  }

  @Test
  void caretsAreBehindTheLettersThatTheyWereBehind_whateverIsWrittenAndDeletedMeanwhile() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      new Crossing(seed).run();
    }
  }

  /**
   * Two instances that write into one page apart from each other, with a tab each, whose caret is behind a letter that
   * nobody deletes; entries and beats go over late, and beats also before the text that they are in.
   */
  private static final class Crossing {
    private final Random random;
    private final List<Side> sides = List.of(new Side("Ada"), new Side("Bob"));
    private final long seed;
    private char next = 0x4e00;

    private static final class Side {
      final Funnel funnel = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
      final List<byte[]> beats = Collections.synchronizedList(new ArrayList<>());
      final List<Envelope> entries = Collections.synchronizedList(new ArrayList<>());
      final PresenceService presence;
      final int tab;
      char at;

      Side(String name) {
        presence = new PresenceService(funnel, () -> name, beats::add);
        tab = presence.newTab();
        funnel.onStored(entries::addAll);
      }

      String text() {
        return funnel.read(PAGE, document -> document.text(PageFormat.TEXT).toString());
      }
    }

    Crossing(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() {
      for (int i = 0; i < 60; i++) {
        act(random.nextInt(2));
      }
      for (int round = 0; round < 2; round++) {
        sides.forEach(this::goOver);
      }
      String text = sides.getFirst().text();
      assertEquals(text, sides.getLast().text());
      for (Side shownBy : sides) {
        for (CaretView caret : carets(shownBy.presence, 0).all()) {
          Side whose = caret.name().equals("Ada") ? sides.getFirst() : sides.getLast();
          assertEquals(text.indexOf(whose.at) + 1, caret.head(), "seed " + seed);
        }
        assertEquals(2, carets(shownBy.presence, 0).all().size(), "seed " + seed);
      }
      sides.forEach(side -> side.funnel.close());
    }

    private void act(int who) {
      Side side = sides.get(who);
      switch (random.nextInt(5)) {
        case 0 -> goOver(side);
        case 1 -> beats(side);
        case 2 -> delete(side);
        default -> type(side);
      }
    }

    /** Types in a version that is older than what has come from elsewhere meanwhile, as a tab does. */
    private void type(Side side) {
      Frontier base = side.funnel.read(PAGE, Document::frontier);
      int at = random.nextInt(side.text().length() + 1);
      if (random.nextBoolean()) {
        goOver(sides.get(side == sides.getFirst() ? 1 : 0));
      }
      side.at = next++;
      Frontier version = insert(side.funnel, base, at, String.valueOf(side.at))
          .join()
          .versionOfAuthor()
          .orElseThrow();
      side.presence.moved(side.tab, PAGE, version, at + 1, at + 1);
    }

    private void delete(Side side) {
      String text = side.text();
      if (text.isEmpty()) {
        return;
      }
      int at = random.nextInt(text.length());
      if (sides.stream().noneMatch(s -> s.at == text.charAt(at))) {
        Frontier base = side.funnel.read(PAGE, Document::frontier);
        edit(side.funnel, base, at, new Delta.Delete(1)).join();
      }
    }

    private void goOver(Side from) {
      Side to = sides.get(from == sides.getFirst() ? 1 : 0);
      List<Envelope> some;
      synchronized (from.entries) {
        some = List.copyOf(from.entries);
        from.entries.clear();
      }
      if (!some.isEmpty()) {
        to.funnel.receive(some);
      }
      beats(from);
    }

    private void beats(Side from) {
      // What was noted until now has been told when this is read.
      carets(from.presence, 0);
      Side to = sides.get(from == sides.getFirst() ? 1 : 0);
      if (!from.beats.isEmpty()) {
        to.presence.received("other", from.beats.getLast());
      }
    }
  }

  private byte[] beat() {
    ada.moved(ada.newTab(), PAGE, write(), 1, 2);
    assertEquals(1, carets(ada, 0).all().size());
    return sent.getLast();
  }

  private Frontier write() {
    return insert(here, Frontier.EMPTY, 0, "some text").join().after();
  }

  private static CompletableFuture<Committed> insert(
      Funnel funnel, Frontier base, int at, String text) {
    return edit(funnel, base, at, new Delta.Insert(text, new TreeMap<>()));
  }

  private static CompletableFuture<Committed> edit(
      Funnel funnel, Frontier base, int at, Delta.Part part) {
    List<Delta.Part> parts =
        at == 0 ? List.of(part) : List.of(new Delta.Keep(at, new TreeMap<>()), part);
    return new PageService(funnel)
        .edit(PAGE, base, new Delta(parts, new TreeMap<>()), Optional.empty());
  }

  private static Carets carets(PresenceService presence, int exceptTab) {
    CompletableFuture<Carets> found = new CompletableFuture<>();
    presence.carets(PAGE, exceptTab, found::complete);
    return found.join();
  }
}

package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.SpokenSecret;
import atoll.identity.InvitationException;
import atoll.identity.own.DeviceCode;
import atoll.identity.own.PairingQuestion;
import atoll.store.memory.MemoryStore;
import atoll.workspace.OwnDeviceException.Why;
import atoll.workspace.people.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Several devices of one person: from the code on the first one's screen to the words on paper. */
class OwnDevicesTest extends Team {
  private static final String ADAS_ADDRESS = "house:1";

  @Test
  void deviceWithTheCode_showsTheSameWords_andHasEverythingWhenItIsTakenIn() throws Exception {
    write(home, "before. ");
    Workspace alone = ada.create("Diary");
    Instance laptop = instance("", new MemoryStore());
    Asking asking = new Asking(laptop, ada.pairing().open().line());

    PairingDesk.Newcomer newcomer = asking.newcomer();
    assertEquals(newcomer.words(), asking.words());
    assertFalse(newcomer.added());
    assertEquals(List.of(), laptop.workspaces(), "nothing came before it was taken in");

    ada.pairing().add();
    assertTrue(asking.done());
    assertEquals(Optional.of("Ada"), laptop.person());
    assertEquals(ada.personId(), laptop.personId());
    assertEquals(2, laptop.workspaces().size());
    assertTrue(laptop.recoveryWords().isEmpty(), "its own words are of nobody any more");
    Workspace there = laptop.find(home.id()).orElseThrow();
    await(() -> text(there).equals("before. "));
    write(there, "mine. ");
    await(() -> text(home).equals("mine. before. "));
    await(() -> laptop.find(alone.id()).orElseThrow().name().equals("Diary"));
    assertEquals(2, home.people().all().getFirst().devices().size());
  }

  @Test
  void typedWords_doAsTheLineDoes_inAnyLetters() throws Exception {
    Instance laptop = instance("", new MemoryStore());
    String typed = String.join(" ", ada.pairing().open().typed());
    Asking asking = new Asking(laptop, typed.toUpperCase(Locale.ROOT).replace("HOUSE", "house"));
    asking.newcomer();
    ada.pairing().add();

    assertTrue(asking.done());
    assertEquals(1, laptop.workspaces().size());
  }

  @Test
  void workspacesMadeOrJoinedLater_comeToTheOtherDevice() throws Exception {
    Instance laptop = paired();
    Workspace made = laptop.create("Made on the laptop");
    Instance bo = instance("Bo", new MemoryStore());
    Workspace bos = bo.create("Bo's");
    Workspace joined = ada.join(bos.invite("editor", WEEK));
    await(() -> !bos.people().asking().isEmpty());
    bos.people().admit(bos.people().asking().getFirst().id(), "editor");

    await(() -> made.own().others().size() == 1 && joined.own().others().size() == 1);
    // What the tunnels tell each other.
    home.sharing().know(List.of("house:2"));
    ada.look();
    laptop.look();
    await(() -> ada.find(made.id())
        .filter(each -> each.name().equals("Made on the laptop"))
        .isPresent());
    await(() -> laptop.find(bos.id()).filter(each -> each.name().equals("Bo's")).isPresent());
  }

  @Test
  void revokedDevice_getsNothingMore_inAnyWorkspace_andIsNotTakenInAgain() throws Exception {
    Instance laptop = paired();
    Workspace second = ada.create("Second");
    await(() -> second.own().others().size() == 1);
    laptop.look();
    Workspace there = laptop.find(home.id()).orElseThrow();
    await(() -> laptop.find(second.id()).isPresent());
    write(home, "for both. ");
    await(() -> text(there).equals("for both. "));
    Person.Device lost = home.people().all().getFirst().devices().stream()
        .filter(device -> !device.isSelf())
        .findFirst()
        .orElseThrow();

    ada.revoke(lost.id());
    await(() -> there.people().role().isEmpty());
    assertEquals(List.of(), second.own().others());
    write(home, "for Ada. ");
    Workspace third = ada.create("Third");
    ada.spread();
    laptop.look();
    assertEquals(List.of(), third.own().others());
    assertEquals(Optional.empty(), laptop.find(third.id()));
    assertEquals("for both. ", text(there));
    assertThrows(CompletionException.class, () -> write(there, "still here "));
  }

  @Test
  void refusedDevice_isTold_andTheCodeIsUsedUp() throws Exception {
    Instance laptop = instance("", new MemoryStore());
    Asking asking = new Asking(laptop, ada.pairing().open().line());
    asking.newcomer();
    ada.pairing().refuse();

    assertEquals(Why.REFUSED, refused(asking));
    assertEquals(List.of(), laptop.workspaces());
  }

  @Test
  void codeThatIsOver_isSaidToBeUnknown() throws Exception {
    Instance laptop = instance("", new MemoryStore());
    String line = ada.pairing().open().line();
    ada.pairing().close();
    assertEquals(Why.UNKNOWN_CODE, refused(new Asking(laptop, line)));

    String old = ada.pairing().open().line();
    now = now.plusSeconds(700);
    assertEquals(InvitationException.Why.OLD_CODE, unusable(new Asking(laptop, old)));
    assertEquals(
        InvitationException.Why.NO_CODE, unusable(new Asking(laptop, "house:1 bado kuma")));
  }

  @Test
  void whoeverStandsBetween_isNotAnswered() throws Exception {
    DeviceCode code = DeviceCode.parse(ada.pairing().open().line(), now);
    Instance laptop = instance("", new MemoryStore());
    PairingQuestion question = new PairingQuestion(laptop.self().certificate().device(), "Laptop");
    byte[] sealed = question.seal(code.secret(), new Random(1));
    byte[] guessed = question.seal(SpokenSecret.generate(new Random(2)), new Random(3));

    assertEquals(Optional.empty(), ada.pairing().asked(caller -> false, sealed));
    assertEquals(Optional.empty(), ada.pairing().asked(caller -> true, guessed));
    assertEquals(Optional.empty(), ada.pairing().newcomer());
  }

  @Test
  void secondDeviceWithTheSameCode_isNotHeard() throws Exception {
    String line = ada.pairing().open().line();
    Asking first = new Asking(instance("", new MemoryStore()), line);
    first.newcomer();
    Asking second = new Asking(instance("", new MemoryStore()), line);

    assertEquals(Why.UNKNOWN_CODE, refused(second));
    ada.pairing().add();
    assertTrue(first.done());
  }

  @Test
  void recoveryWords_bringBackWhatAPeerShares_afterTheFolderIsLost() throws Exception {
    MemoryStore lost = new MemoryStore();
    Instance bo = instance("Bo", lost);
    String words = String.join(" ", bo.recoveryWords().orElseThrow());
    Workspace before = join(bo, "editor");
    write(home, "kept by Ada. ");
    await(() -> text(before).equals("kept by Ada. "));
    String person = bo.personId();
    bo.close();

    Instance again = instance("", new MemoryStore());
    again.newDevice().restore(words.toUpperCase(Locale.ROOT), ADAS_ADDRESS);

    assertEquals(person, again.personId());
    assertEquals(Optional.of("Bo"), again.person());
    assertFalse(again.keepsRecoveryWords(), "they are on paper");
    Workspace back = again.workspaces().getFirst();
    await(() -> text(back).equals("kept by Ada. "));
    write(back, "Bo is back. ");
    await(() -> text(home).equals("Bo is back. kept by Ada. "));
    assertEquals(2, home.people().all().getLast().devices().size());
  }

  @Test
  void wrongWordsOrAddress_areExplained() {
    Instance fresh = instance("", new MemoryStore());
    String others = String.join(" ", ada.recoveryWords().orElseThrow());
    List<String> wrong = new ArrayList<>(List.of(others.split(" ", -1)));
    wrong.set(4, "xxxx");

    OwnDeviceException fifth = restoring(fresh, String.join(" ", wrong), ADAS_ADDRESS);
    assertEquals(Why.NO_WORD, fifth.why());
    assertEquals(List.of(5), fifth.values());
    wrong.removeLast();
    OwnDeviceException few = restoring(fresh, String.join(" ", wrong), ADAS_ADDRESS);
    assertEquals(Why.WORD_COUNT, few.why());
    assertEquals(List.of(24, 23), few.values());
    List<String> swapped = new ArrayList<>(List.of(others.split(" ", -1)));
    swapped.add(swapped.removeFirst());
    assertEquals(
        Why.WORDS_DIFFER,
        restoring(fresh, String.join(" ", swapped), ADAS_ADDRESS).why());
    assertEquals(Why.NOBODY_THERE, restoring(fresh, others, "nowhere:1").why());
    assertEquals(Why.NO_ADDRESS, restoring(fresh, others, "hello").why());
    Instance stranger = instance("Cy", new MemoryStore());
    String strangers = String.join(" ", stranger.recoveryWords().orElseThrow());
    assertEquals(Why.NOTHING_THERE, restoring(fresh, strangers, ADAS_ADDRESS).why());
    assertTrue(NewDevice.isRecoveryWord("BADO"));
    assertFalse(NewDevice.isRecoveryWord("hello"));
  }

  private static OwnDeviceException restoring(Instance at, String words, String where) {
    return assertThrows(OwnDeviceException.class, () -> at.newDevice().restore(words, where));
  }

  private static Why refused(Asking asking) {
    return assertInstanceOf(OwnDeviceException.class, asking.failure()).why();
  }

  private static InvitationException.Why unusable(Asking asking) {
    return assertInstanceOf(InvitationException.class, asking.failure()).why();
  }

  private Instance paired() throws Exception {
    Instance laptop = instance("", new MemoryStore());
    Asking asking = new Asking(laptop, ada.pairing().open().line());
    asking.newcomer();
    ada.pairing().add();
    assertTrue(asking.done());
    return laptop;
  }

  /** A new device that asks with a code, on a thread of its own. */
  private final class Asking {
    private final CompletableFuture<List<String>> words = new CompletableFuture<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Asking(Instance device, String text) {
      Thread.ofVirtual().start(() -> {
        try {
          done.complete(device.newDevice().pair(text, words::complete, () -> true));
        } catch (Exception e) {
          done.completeExceptionally(e);
        }
      });
    }

    PairingDesk.Newcomer newcomer() {
      await(() -> ada.pairing().newcomer().isPresent());
      return ada.pairing().newcomer().orElseThrow();
    }

    List<String> words() throws Exception {
      return words.get();
    }

    boolean done() throws Exception {
      return done.get();
    }

    Throwable failure() {
      return assertThrows(ExecutionException.class, done::get).getCause();
    }
  }
}

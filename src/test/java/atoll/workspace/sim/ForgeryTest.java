package atoll.workspace.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.identity.Role;
import atoll.identity.membership.CutOff;
import atoll.identity.membership.Statement;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore.Head;
import atoll.sync.link.PeerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Entries that somebody forged, or wrote without the right to, come to replicas among genuine ones, in every order and
 * twice: all refuse the same for the same reasons, and hold the same membership and the same page. For other numbers of
 * orders: {@code -Datoll.forgery.orders=N}; to repeat a run: {@code -Datoll.forgery.seed=N}.
 */
final class ForgeryTest {
  private static final int FEW = 12;
  private static final int ORDERS = Integer.getInteger("atoll.forgery.orders", 1_000);
  private static final long SEED = Long.getLong("atoll.forgery.seed", 5);

  /**
   * What comes, and what becomes of it.
   *
   * @param forged those of the entries that a peer of their own brings
   */
  record Played(
      List<Envelope> entries, Set<Envelope> forged, String text, String refused, Colleague reader) {
    PeerId bringer(Envelope entry) {
      return forged.contains(entry) ? Reader.FORGER : Reader.PEER;
    }
  }

  /** Who forges what. */
  enum Forgery {
    WRONG_WORKSPACE {
      @Override
      Played play(Scene scene) {
        WorkspaceId other = new WorkspaceId(Hash.of(new byte[] {9}));
        Head end = scene.bob.store.head(scene.bob.store.self());
        byte[] content = scene.bob.inTheNameOf(scene.bob, 0, "forged");
        Envelope foreign = scene.bob.signs(other, end.count(), end.last(), content);
        scene.comes(foreign);
        // The same, said to be of this one.
        scene.comes(scene.saidToBeNext(foreign, end));
        return scene.played(
            "start", "{" + scene.next(scene.bob) + "=it is not its author's, noise=2}");
      }
    },
    /** What its author wrote, with a signature that is not its author's: the genuine one is kept. */
    WRONG_SIGNATURE {
      @Override
      Played play(Scene scene) {
        scene.bob.type(0, "B");
        scene.bob.type(0, "C");
        Envelope genuine = scene.newOf(scene.bob).getFirst();
        scene.comes(signedWrongly(genuine));
        return scene.played("CBstart", "{noise=0}");
      }
    },
    WRONG_ROLE {
      @Override
      Played play(Scene scene) {
        Head end = scene.vic.store.head(scene.vic.store.self());
        byte[] content = scene.vic.inTheNameOf(scene.vic, 0, "forged");
        scene.comes(scene.vic.signs(scene.workspace(), end.count(), end.last(), content));
        scene.bob.type(0, "B");
        return scene.played(
            "Bstart",
            "{" + scene.next(scene.vic) + "=its author's role does not allow it, noise=0}");
      }
    },
    /** A record that makes its author an owner is kept with the log and counts for nobody. */
    WRONG_ROLE_FOR_A_RECORD {
      @Override
      Played play(Scene scene) {
        scene.bob.writesRecord(
            new Statement.RoleChanged(scene.bob.person(), Role.OWNER, CutOff.NOTHING));
        return scene.played("start", "{noise=0}");
      }
    },
    WRONG_KEY {
      @Override
      Played play(Scene scene) {
        Colleague outsider = Colleague.founder("Mallory", new Random(66));
        outsider.type(0, "forged");
        Envelope sealed = scene.all(outsider).getLast();
        byte[] content = outsider.inTheNameOf(outsider, 0, "forged");
        scene.comes(outsider.signs(scene.workspace(), 0, Hash.NONE, content));
        scene.comes(sealed);
        return scene.played("start", "has not come yet");
      }
    },
    WRONG_CHAIN {
      @Override
      Played play(Scene scene) {
        scene.bob.type(0, "B");
        Envelope genuine = scene.newOf(scene.bob).getFirst();
        byte[] content = scene.bob.inTheNameOf(scene.bob, 0, "forged");
        scene.comes(scene.bob.signs(
            scene.workspace(), genuine.header().number() + 1, Hash.of(new byte[] {4}), content));
        return scene.played("Bstart", "{noise=0}");
      }
    },
    REPLAY {
      @Override
      Played play(Scene scene) {
        scene.bob.type(0, "B");
        for (Envelope old : scene.all(scene.bob)) {
          scene.comes(old);
          Head end = scene.bob.store.head(scene.bob.store.self());
          scene.comes(scene.saidToBeNext(old, end));
        }
        return scene.played("Bstart", "=it is not its author's");
      }
    },
    /** Two copies of a device write under one name; an owner has one of them, others build upon the other one. */
    FORK {
      @Override
      Played play(Scene scene) {
        Colleague copy = scene.bob.copy();
        scene.bob.type(0, "B");
        scene.bob.type(0, "C");
        copy.type(0, "X");
        copy.type(0, "Y");
        copy.type(0, "Z");
        scene.danGoesOnWithBob();
        scene.dan.type(0, "D");
        scene.annsOther.hears(copy);
        scene.annsOther.type(0, "O");
        scene.newOf(copy).forEach(scene::comes);
        return scene.played("DCBstart", "{noise=0}");
      }
    },
    /** The same, and what was built upon the other copy names a place that lies within a change of this one. */
    FORK_AT_ANOTHER_LENGTH {
      @Override
      Played play(Scene scene) {
        Colleague copy = scene.bob.copy();
        scene.bob.type(0, "BC");
        copy.type(0, "X");
        scene.danGoesOnWithBob();
        scene.annsOther.hears(copy);
        scene.annsOther.type(0, "O");
        scene.newOf(copy).forEach(scene::comes);
        return scene.played("BCstart", "{noise=0}");
      }
    },
    REMOVED_WITH_AN_OLD_DATE {
      @Override
      Played play(Scene scene) {
        scene.bob.type(0, "B");
        scene.fay.hears(scene.bob);
        scene.fay.membership.remove(scene.bob.person(), scene.fay.here());
        scene.bob.type(0, "late");
        scene.bob.type(0, "later");
        scene.fay.type(0, "F");
        return scene.played("FBstart", "{noise=0}");
      }
    },
    REMOVED_DEVICE {
      @Override
      Played play(Scene scene) {
        scene.ann.type(0, "A");
        scene.fay.hears(scene.ann);
        scene.fay.membership.revoke(scene.ann.self.id(), scene.fay.here());
        scene.ann.type(0, "late");
        scene.annsOther.type(0, "O");
        scene.fay.type(0, "F");
        return scene.played("FAOstart", "{noise=0}");
      }
    },
    OWNER_REMOVED_BY_TWO {
      @Override
      Played play(Scene scene) {
        scene.ann.type(0, "A");
        scene.fay.hears(scene.ann);
        scene.ann.type(0, "late");
        scene.dan.membership.remove(scene.ann.person(), scene.dan.here());
        scene.fay.membership.remove(scene.ann.person(), scene.fay.here());
        scene.ann.membership.remove(scene.dan.person(), scene.ann.here());
        scene.ann.membership.change(scene.bob.person(), Role.OWNER, scene.ann.here());
        return scene.played("start", "{noise=0}");
      }
    };

    abstract Played play(Scene scene);
  }

  /** A founder, two owners, an editor, a viewer and a reader, who all have the same page. */
  static final class Scene {
    final Colleague fay = Colleague.founder("Fay", new Random(9));
    final Colleague ann;
    final Colleague annsOther;
    final Colleague dan = fay.admit("Dan", Role.OWNER);
    final Colleague bob;
    final Colleague vic;
    final Colleague reader;
    private final List<Envelope> forged = new ArrayList<>();

    Scene() {
      fay.type(0, "start");
      List<Colleague> both = fay.admitTwoDevices("Ann", Role.OWNER);
      ann = both.get(0);
      annsOther = both.get(1);
      fay.hears(ann);
      bob = fay.admit("Bob", Role.EDITOR);
      vic = fay.admit("Vic", Role.VIEWER);
      reader = fay.admit("Cat", Role.EDITOR);
      for (Colleague each : writers()) {
        each.hears(fay);
      }
      reader.hears(fay);
    }

    private List<Colleague> writers() {
      return List.of(fay, ann, annsOther, dan, bob, vic);
    }

    WorkspaceId workspace() {
      return fay.membership.membership().workspace();
    }

    void comes(Envelope entry) {
      forged.add(entry);
    }

    /** The same entry under a header that puts it at the end of its log in this workspace. */
    Envelope saidToBeNext(Envelope entry, Head end) {
      Envelope.Header header = entry.header();
      return new Envelope(
          new Envelope.Header(
              header.suite(),
              workspace(),
              header.log(),
              end.count(),
              end.last(),
              header.dependencies()),
          entry.body(),
          entry.signature());
    }

    String next(Colleague author) {
      return author.store.self() + " " + author.store.head(author.store.self()).count();
    }

    List<Envelope> all(Colleague author) {
      return newOf(author, 0);
    }

    List<Envelope> newOf(Colleague author) {
      return newOf(author, reader.store.head(author.store.self()).count());
    }

    private static List<Envelope> newOf(Colleague author, long from) {
      return author.store.entriesFrom(author.store.self(), from).toList();
    }

    /** An owner who has what Bob wrote lets it count, whatever a copy of Bob's device wrote. */
    void danGoesOnWithBob() {
      dan.hears(bob);
      Envelope chosen = newOf(bob).getFirst();
      dan.membership.choose(chosen.header().log(), chosen.header().number(), chosen.hash());
    }

    Played played(String text, String refused) {
      List<Envelope> entries = new ArrayList<>(forged);
      writers().forEach(each -> entries.addAll(newOf(each)));
      return new Played(entries, Set.copyOf(forged), text, refused, reader);
    }
  }

  @ParameterizedTest
  @EnumSource
  void someOrders_endInTheSameWay(Forgery forgery) {
    check(forgery, FEW);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void everyOrder_endsInTheSameWay(Forgery forgery) {
    check(forgery, ORDERS);
  }

  /** Noise in the same message before a genuine entry must not look like a log that was written twice. */
  @Test
  void forgedEntryBesideAGenuineOne_doesNotSetTheLogAside() {
    Scene scene = new Scene();
    scene.bob.type(0, "B");
    scene.bob.type(0, "C");
    List<Envelope> genuine = scene.newOf(scene.bob);
    Envelope forged = signedWrongly(genuine.getFirst());
    for (List<Envelope> framing : List.of(
        List.of(forged, genuine.getLast()),
        List.of(forged, genuine.getFirst()),
        List.of(genuine.getFirst(), signedWrongly(genuine.getLast()), genuine.getLast()))) {
      Reader reader = new Reader(scene.reader.again());
      reader.hears(Reader.FORGER, framing);
      assertEquals(List.of(), reader.session().status().forks());
      reader.hears(Reader.PEER, genuine);
      assertEquals("CBstart", reader.text());
      reader.session().close();
    }
  }

  private static Envelope signedWrongly(Envelope entry) {
    byte[] signature = entry.signature().clone();
    signature[0] ^= 1;
    return new Envelope(entry.header(), entry.body(), signature);
  }

  private static void check(Forgery forgery, int orders) {
    Played played = forgery.play(new Scene());
    Random random = new Random(SEED);
    List<Envelope> twice = new ArrayList<>(played.entries());
    twice.addAll(played.entries());
    List<List<Envelope>> shuffled = Stream.generate(() -> {
          Collections.shuffle(twice, random);
          return List.copyOf(twice);
        })
        .limit(orders)
        .toList();
    Set<String> states = shuffled.parallelStream()
        .map(order -> heard(forgery, played, order))
        .collect(Collectors.toSet());
    assertEquals(1, states.size(), () -> forgery + ": " + String.join("\n", states));
  }

  private static String heard(Forgery forgery, Played played, List<Envelope> order) {
    Reader reader = new Reader(played.reader().again());
    reader.hears(order, played::bringer);
    String state = reader.state();
    assertEquals(played.text(), reader.text(), forgery.name());
    String refused = reader.refused().toString();
    assertTrue(refused.contains(played.refused()), forgery + ": " + refused);
    return state;
  }
}

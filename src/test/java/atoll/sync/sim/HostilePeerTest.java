package atoll.sync.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.sync.Entries;
import atoll.sync.SyncSession;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Announce;
import atoll.sync.protocol.Heads;
import atoll.sync.protocol.Held;
import atoll.sync.protocol.Message;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Supply;
import atoll.sync.protocol.Tail;
import atoll.sync.protocol.Want;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two devices of a team, and a third end that says what it likes. */
class HostilePeerTest {
  private final World world = new World(11);
  private final List<Message> heard = new ArrayList<>();
  private SimDevice good;
  private SimDevice other;
  private SimDevice puppet;

  @BeforeEach
  void openThree() {
    good = new SimDevice(world, "good");
    other = new SimDevice(world, "other");
    puppet = new SimDevice(world, "puppet");
    puppet.puppet(message -> heard.add(message));
    world.run(5_000);
    good.write(new byte[10], new byte[20]);
    world.run(5_000);
    heard.clear();
  }

  @Test
  void claimsWhatItDoesNotHave_isAskedLessAndLessOften() {
    TreeMap<ReplicaId, Tail> tails = new TreeMap<>();
    for (long i = 1; i <= 2_000; i++) {
      tails.put(new ReplicaId(i), new Tail(Long.MAX_VALUE / 4, i));
    }
    say(new Held(false, new Heads(tails)));
    world.run(600_000);
    long wants = heard.stream().filter(Want.class::isInstance).count();
    assertTrue(wants > 2 && wants < 60, wants + " questions in ten minutes");
    teamGoesOn();
  }

  @Test
  void answersEmpty_isAskedLessAndLessOften() {
    puppet.puppet(message -> {
      heard.add(message);
      if (message instanceof Want want) {
        say(new Supply(want.request(), 0, true, List.of()));
      }
    });
    TreeMap<ReplicaId, Tail> tails = new TreeMap<>();
    tails.put(new ReplicaId(1), new Tail(1_000, 1));
    for (int i = 0; i < 600; i++) {
      say(new Held(false, new Heads(tails)));
      world.run(1_000);
    }
    long wants = heard.stream().filter(Want.class::isInstance).count();
    assertTrue(wants > 2 && wants < 60, wants + " questions in ten minutes");
    teamGoesOn();
  }

  @Test
  void suppliesUnasked_nothingIsTaken() {
    List<byte[]> entries =
        bytes(Entries.following(Entries.store(), new ReplicaId(5), new byte[10]));
    for (int request = 0; request < 100; request++) {
      say(new Supply(request, 0, true, entries));
    }
    world.run(1_000);
    assertEquals(0, good.store.head(new ReplicaId(5)).count());
    teamGoesOn();
  }

  @Test
  void suppliesTwiceAndTooMuch_isTakenOnceAndUpToTheCredit() {
    WorkspaceStore rich = Entries.store();
    ReplicaId log = new ReplicaId(6);
    byte[][] bodies = new byte[60][200];
    Entries.append(rich, Entries.following(rich, log, bodies));
    List<byte[]> all = bytes(rich.entries(new LogRange(log, 0, 60), Integer.MAX_VALUE));
    puppet.puppet(message -> {
      heard.add(message);
      if (message instanceof Want want && want.request() == 1) {
        say(new Supply(1, 0, true, all));
        say(new Supply(1, 0, true, all));
      }
    });
    say(new Announce(log, 60, List.of()));
    world.run(3_000);
    long taken = good.store.head(log).count();
    assertTrue(taken > 0 && taken < 20, taken + " taken");
    teamGoesOn();
  }

  @Test
  void partThatALargeEntryOvertook_isTakenToo() {
    WorkspaceStore rich = Entries.store();
    ReplicaId log = new ReplicaId(6);
    Entries.append(
        rich, Entries.following(rich, log, new byte[100], new byte[100], new byte[5_000]));
    List<byte[]> all = bytes(rich.entries(new LogRange(log, 0, 3), Integer.MAX_VALUE));
    puppet.puppet(message -> {
      if (message instanceof Want want) {
        say(new Supply(want.request(), 1, true, all.subList(2, 3)));
        world.at(500, () -> say(new Supply(want.request(), 0, false, all.subList(0, 2))));
      }
    });
    say(new Announce(log, 3, List.of()));
    world.run(3_000);
    assertEquals(3, good.store.head(log).count());
    teamGoesOn();
  }

  @Test
  void entriesOfAnotherWorkspaceOrCut_areNoise() {
    Envelope.Header header = new Envelope.Header(
        0, new WorkspaceId(Hash.of()), new ReplicaId(8), 0, Hash.NONE, Clock.EMPTY);
    Envelope foreign = new Envelope(header, new byte[1], new byte[0]);
    say(new Announce(new ReplicaId(8), 1, List.of(foreign.toBytes(), new byte[] {1, 2, 3})));
    world.run(1_000);
    assertEquals(0, good.store.head(new ReplicaId(8)).count());
    assertTrue(good.session().status().noise() >= 2);
    teamGoesOn();
  }

  @Test
  void noise_isCountedEachTimeAndLoggedOnce() {
    List<LogRecord> logged = new ArrayList<>();
    Handler listens = new Handler() {
      @Override
      public void publish(LogRecord line) {
        logged.add(line);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger log = Logger.getLogger(SyncSession.class.getName());
    log.addHandler(listens);
    try {
      for (int i = 0; i < 50; i++) {
        say(new Announce(new ReplicaId(8), 1, List.of(new byte[] {1, 2, 3})));
        world.run(100);
      }
    } finally {
      log.removeHandler(listens);
    }
    assertEquals(50, good.session().status().noise());
    // Once at each of the two who hear it.
    assertEquals(
        Collections.nCopies(2, "somebody sends what means nothing; it is counted and ignored"),
        logged.stream().map(LogRecord::getMessage).toList());
  }

  @Test
  void entriesThatNeverFit_takeBoundedRoom() {
    for (int log = 100; log < 600; log++) {
      List<Envelope> late =
          Entries.after(50, Hash.of(new byte[1]), new ReplicaId(log), new byte[300]);
      say(new Announce(new ReplicaId(log), 51, bytes(late)));
      world.run(10);
    }
    teamGoesOn();
  }

  @Test
  void contradictionOfAStranger_isNoForkIfItIsNotGenuine() {
    good.genuine = false;
    List<Envelope> forged = Entries.after(1, Hash.of(new byte[7]), good.log, new byte[9]);
    say(new Announce(good.log, 2, bytes(forged)));
    world.run(1_000);
    assertEquals(List.of(), good.session().status().forks());
    assertTrue(good.session().status().noise() > 0);
  }

  @Test
  void wantsWithoutEnd_areAnsweredOneAtATime() {
    for (int i = 0; i < 2_000; i++) {
      say(new Want(i, Want.MOST_CREDIT_BYTES, List.of(new LogRange(good.log, 0, Long.MAX_VALUE))));
    }
    world.run(1_000);
    long supplies = heard.stream().filter(Supply.class::isInstance).count();
    assertTrue(supplies > 0 && supplies <= 4_000, supplies + " answers");
    teamGoesOn();
  }

  private void teamGoesOn() {
    other.write(new byte[30]);
    good.write(new byte[40]);
    world.run(3_000);
    assertEquals(1, good.store.head(other.log).count());
    assertEquals(good.store.head(good.log), other.store.head(good.log));
  }

  private void say(Message message) {
    for (PeerId peer : puppet.link.peers()) {
      puppet.link.send(peer, Messages.encode(message));
    }
  }

  private static List<byte[]> bytes(List<Envelope> entries) {
    return entries.stream().map(Envelope::toBytes).toList();
  }
}

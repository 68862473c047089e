package atoll.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.browser.RunningAtoll;
import atoll.store.folder.DataFolder;
import atoll.store.h2.Doctor;
import atoll.workspace.NodeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the real program with -9 while tabs write into it. For more than 25 kills: {@code -Datoll.kills=N}; to repeat a
 * run, as far as the machine's timing lets it: {@code -Datoll.kills.seed=N}.
 */
@Tag("slow")
final class ProgramKillTest {
  private static final int KILLS = Integer.getInteger("atoll.kills", 25);
  private static final long SEED = Long.getLong("atoll.kills.seed", System.nanoTime());
  private static final int MOST_ROUNDS = 60;

  /** The database writes its file after a second in which nothing came. */
  private static final int CHECKPOINT_MILLIS = 960;

  private static final int CHECKPOINT_SPREAD_MILLIS = 150;
  private static final int START_MILLIS = 2_000;

  /** One of so many kills is when the database writes its file, all others while steps are on their way. */
  private static final int ONE_AT_CHECKPOINT = 5;

  /** For so long, at most, they go on until such a kill: some times what a step takes until it is kept. */
  private static final int GOING_ON_MILLIS = 20;

  private static final long LOOK_NANOS = 100_000;

  @TempDir
  private Path temporary;

  private final Random random = new Random(SEED);
  private final List<Integer> rounds = spread(MOST_ROUNDS);
  private final List<Integer> kinds = spread(ONE_AT_CHECKPOINT);
  private final List<Writer> writers = new ArrayList<>();
  private final Map<String, TreeSet<String>> kept = new TreeMap<>();
  private int acknowledged;
  private int killedWhileWriting;
  private int killedInFlight;
  private int takenUnheard;

  /** A tab and what it does. */
  private static final class Writer {
    private final Tab tab;
    private final String page;
    private final String name;
    private int count;
    private String current = "";

    Writer(Tab tab, String page, String name) {
      this.tab = tab;
      this.page = page;
      this.name = name;
    }
  }

  @Test
  void killedAtAnyMoment_nothingThatATabKnowsToBeKeptIsMissingOrDoubled() throws Exception {
    System.out.println(KILLS + " kills of the program, -Datoll.kills.seed=" + SEED);
    Path data = temporary.resolve("data");
    List<String> pages = new ArrayList<>();
    BegunFolder.begin(data, notes -> {
      for (String title : List.of("One", "Two")) {
        pages.add(notes.tree().create(Optional.empty(), 0, NodeKind.PAGE, title).toString());
      }
    });
    for (String page : pages) {
      kept.put(page, new TreeSet<>());
      for (String name : List.of("a", "b")) {
        String session = page + name;
        writers.add(new Writer(new Tab(page, session), page, name));
      }
    }
    try (RunningAtoll atoll = RunningAtoll.start(data)) {
      connect(atoll);
      for (int kill = 1; kill <= KILLS; kill++) {
        write(1 + rounds.get(kill - 1));
        if (kinds.get(kill - 1) == 0) {
          killAtCheckpoint(atoll);
        } else {
          killWhileTheyWrite(atoll);
        }
        lose();
        checkDoctor(data, kill);
        if (random.nextInt(4) == 0) {
          atoll.startAgainAndKill(random.nextInt(START_MILLIS));
          checkDoctor(data, kill);
        }
        atoll.startAgain();
        connect(atoll);
        check(atoll, "kill " + kill + " of seed " + SEED);
      }
    }
    Ended doctor = Ended.after(temporary, "doctor", "--data", data.toString());
    assertEquals(0, doctor.code(), doctor.out() + doctor.err());
    System.out.println(acknowledged + " steps acknowledged, " + killedInFlight
        + " on their way when the program was killed, " + takenUnheard
        + " of them had been taken");
    int written = writers.stream().mapToInt(writer -> writer.count).sum();
    assertEquals(written, acknowledged, "steps that were acknowledged in the end");
    assertTrue(written >= MOST_ROUNDS / 2 * (KILLS - 1), written + " steps");
    assertTrue(killedWhileWriting >= KILLS / 2, killedWhileWriting + " kills while they wrote");
    assertTrue(killedInFlight >= killedWhileWriting, killedInFlight + " on their way");
  }

  /** Numbers from 0 to below the most, one for each kill: drawn, but evenly over all of them, and in any order. */
  private List<Integer> spread(int most) {
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      drawn.add((int) ((i + random.nextDouble()) * most / KILLS));
    }
    Collections.shuffle(drawn, random);
    return drawn;
  }

  /** All tabs write at once; a round waits for any of the tabs. */
  private void write(int most) throws InterruptedException {
    for (int round = 0; round < most; round++) {
      for (Writer writer : writers) {
        if (!writer.tab.isWaiting()) {
          next(writer);
        }
      }
      Writer one = writers.get(random.nextInt(writers.size()));
      assertTrue(one.tab.awaitConfirmed(), "the program ended by itself");
      acknowledge(one);
    }
  }

  private static void next(Writer writer) {
    writer.current = "<" + writer.name + writer.count++ + ">";
    writer.tab.write(writer.current);
  }

  private void acknowledge(Writer writer) {
    if (kept.get(writer.page).add(writer.current)) {
      acknowledged++;
    }
  }

  /** With nothing on its way, about when the database writes its file. */
  private void killAtCheckpoint(RunningAtoll atoll) throws InterruptedException {
    for (Writer writer : writers) {
      if (writer.tab.awaitConfirmed()) {
        acknowledge(writer);
      }
    }
    atoll.killAfter(CHECKPOINT_MILLIS + random.nextInt(CHECKPOINT_SPREAD_MILLIS));
  }

  /** The tabs go on for a moment, so that each has a step on its way, however far that is. */
  private void killWhileTheyWrite(RunningAtoll atoll) throws InterruptedException {
    killedWhileWriting++;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(GOING_ON_MILLIS));
    while (System.nanoTime() < end) {
      goOn();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    goOn();
    atoll.kill();
  }

  private void goOn() throws InterruptedException {
    for (Writer writer : writers) {
      if (writer.tab.isConfirmedByNow()) {
        acknowledge(writer);
        next(writer);
      }
    }
  }

  /** The tabs notice; what they had heard by then counts. */
  private void lose() throws InterruptedException {
    for (Writer writer : writers) {
      boolean wasWaiting = writer.tab.isWaiting();
      if (wasWaiting && writer.tab.awaitConfirmed()) {
        acknowledge(writer);
      } else if (wasWaiting) {
        killedInFlight++;
      }
      writer.tab.close();
    }
  }

  private void connect(RunningAtoll atoll) throws Exception {
    for (Writer writer : writers) {
      boolean wasWaiting = writer.tab.isWaiting();
      var _ = writer.tab.connect(atoll.address());
      if (wasWaiting && !writer.tab.isWaiting()) {
        takenUnheard++;
        acknowledge(writer);
      }
    }
  }

  /** A fresh tab sees each step once. */
  private void check(RunningAtoll atoll, String when) throws Exception {
    for (Writer writer : writers) {
      assertTrue(writer.tab.awaitConfirmed(), when);
      acknowledge(writer);
    }
    for (Map.Entry<String, TreeSet<String>> page : kept.entrySet()) {
      Tab fresh = new Tab(page.getKey(), "fresh " + when);
      String text = fresh.connect(atoll.address()).orElseThrow();
      fresh.close();
      TreeSet<String> found = new TreeSet<>();
      for (String step : text.strip().split("(?<=>)", -1)) {
        assertTrue(step.isEmpty() || found.add(step), () -> when + ": twice " + step);
      }
      assertEquals(page.getValue(), found, when);
    }
  }

  private static void checkDoctor(Path data, int kill) throws Exception {
    try (DataFolder folder = DataFolder.open(data)) {
      assertEquals(List.of(), Doctor.examine(folder).findings(), "kill " + kill);
    }
  }
}

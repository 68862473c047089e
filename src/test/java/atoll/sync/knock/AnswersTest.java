package atoll.sync.knock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crypto.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final int MANY = 10_000;
  private static final int USUAL_BYTES = 300;
  private static final int MOST_RECORD_BYTES = 256 << 10;
  private static final int MOST_ANSWER_BYTES = 1 << 20;
  private static final byte[] REPLY = {7};

  @Test
  void smallMembership_comesWithTheFirstAnswer() throws RejectedException {
    Heard run = ask(Optional.empty(), roll(40, 1));
    assertEquals(1, run.answers);
    assertSame(roll(40, 1), run.records);
    assertArrayEquals(REPLY, run.reply);
    assertEquals(Optional.empty(), run.end);
  }

  @Test
  void largeMembership_comesInPartsOfWhichEachHasRoomInAMessage() throws RejectedException {
    List<byte[]> roll = roll(MANY, 2);
    Heard run = ask(Optional.empty(), roll);
    assertSame(roll, run.records);
    assertTrue(run.answers >= 4 && run.answers < 8, run.answers + " answers");
    assertTrue(run.mostBytes <= MOST_ANSWER_BYTES);
  }

  @Test
  void recordsOfAnySize_comeWholeAndInOrder() throws RejectedException {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      List<byte[]> roll = new ArrayList<>();
      for (int left = random.nextInt(5 << 20); left > 0; left -= roll.getLast().length) {
        int most = random.nextBoolean() ? 200 : MOST_RECORD_BYTES;
        roll.add(bytes(random, 1 + random.nextInt(most)));
      }
      Heard run = ask(Optional.empty(), roll);
      assertSame(roll, run.records);
      assertTrue(run.mostBytes <= MOST_ANSWER_BYTES, "seed " + seed);
    }
  }

  @Test
  void whatCameBefore_isNotAskedForAgain() throws RejectedException {
    List<byte[]> roll = new ArrayList<>(roll(MANY, 3));
    Heard before = ask(Optional.empty(), roll);
    Heard same = ask(before.end, roll);
    assertEquals(2, same.answers);
    assertEquals(before.end, same.end);
    roll.addAll(roll(5, 4));
    Heard more = ask(before.end, roll);
    assertEquals(2, more.answers);
    assertSame(
        roll.subList(MANY, MANY + 5),
        more.records.subList(more.records.size() - 5, more.records.size()));
  }

  @Test
  void recordThatCameBetween_bringsAllAgainOnce() throws RejectedException {
    List<byte[]> roll = new ArrayList<>(roll(MANY, 5));
    Heard before = ask(Optional.empty(), roll);
    roll.add(1, bytes(new Random(6), USUAL_BYTES));
    Heard again = ask(before.end, roll);
    assertSame(roll, again.records);
  }

  @Test
  void recordThatComesBetweenWhileItIsAsked_bringsAllAgainOnceAndNotTwice() throws Exception {
    List<byte[]> roll = new ArrayList<>(roll(MANY, 7));
    Answers answers = new Answers(Optional.empty());
    Answers.Taken taken = answers.take(Answer.of(REPLY, roll).toBytes());
    roll.add(1, bytes(new Random(8), USUAL_BYTES));
    taken = answers.take(Part.of(roll, More.read(taken.next().orElseThrow())).toBytes());
    assertTrue(taken.isBeginning());
    roll.add(1, bytes(new Random(9), USUAL_BYTES));
    byte[] third = Part.of(roll, More.read(taken.next().orElseThrow())).toBytes();
    assertEquals(Reason.CONTRADICTION, refusal(answers, third));
  }

  @Test
  void whoHasFewer_answersAll_sinceOneOfThemMayBeNew() throws RejectedException {
    List<byte[]> roll = roll(MANY, 10);
    Optional<More> end = ask(Optional.empty(), roll).end;
    Heard fewer = ask(end, roll.subList(0, MANY - 1));
    assertSame(roll.subList(0, MANY - 1), fewer.records);
  }

  @Test
  void samePartAgainAndAgain_isRefused() throws RejectedException {
    Answers answers = begun(roll(MANY, 11));
    List<byte[]> part = roll(4_096, 12);
    var _ = answers.take(new Part(1 << 20, firstEnd(MANY, 11), part).toBytes());
    byte[] again = new Part(1 << 20, firstEnd(MANY, 11), part).toBytes();
    assertEquals(Reason.CONTRADICTION, refusal(answers, again));
  }

  @Test
  void sameRecordsUnderTheNextNumbers_endAtTheBound() throws RejectedException {
    List<byte[]> roll = roll(MANY, 13);
    assertEquals(Reason.TOO_LARGE, endless(roll, () -> roll.subList(0, 3_000)));
  }

  @Test
  void endlessParts_endAtTheBoundAndKeepNothing() throws RejectedException {
    Random random = new Random(14);
    assertEquals(
        Reason.TOO_LARGE,
        endless(
            roll(MANY, 14),
            () -> List.of(
                bytes(random, 200 << 10), bytes(random, 200 << 10), bytes(random, 200 << 10))));
  }

  @Test
  void endlessPartsOfTinyRecords_endAtTheBound() throws RejectedException {
    List<byte[]> tiny = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      tiny.add(new byte[0]);
    }
    assertEquals(Reason.TOO_LARGE, endless(roll(MANY, 15), () -> tiny));
  }

  @Test
  void partsThatLeaveOffEarly_areRefused() throws RejectedException {
    for (List<byte[]> few : List.of(List.<byte[]>of(), roll(1, 16), roll(1_000, 16))) {
      byte[] part = new Part(MANY, firstEnd(MANY, 17), few).toBytes();
      assertEquals(Reason.MALFORMED, refusal(begun(roll(MANY, 17)), part));
    }
  }

  @Test
  void liesAboutPlacesAndCounts_areRefused() throws RejectedException {
    int end = firstEnd(MANY, 18);
    List<byte[]> some = roll(10, 19);
    for (Part lie : List.of(
        new Part(end + 1 + 10, end + 1, some),
        new Part(end - 1 + 10, end - 1, some),
        new Part(end + 9, end, some))) {
      Reason reason = refusal(begun(roll(MANY, 18)), lie.toBytes());
      assertTrue(reason == Reason.CONTRADICTION || reason == Reason.MALFORMED, reason.toString());
    }
  }

  @Test
  void questionAfterNothing_orOfAnotherKind_isRefused() {
    assertThrows(
        RejectedException.class,
        () -> More.read("atoll-more-1".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    assertThrows(RejectedException.class, () -> More.read(new byte[0]));
    byte[] nothing = new More(1, Hash.NONE).toBytes();
    nothing["atoll-more-1".length()] = 0;
    assertThrows(RejectedException.class, () -> More.read(nothing));
  }

  /** What comes of asking one who answers as it should. */
  private record Heard(
      byte[] reply, List<byte[]> records, int answers, int mostBytes, Optional<More> end) {}

  private static Heard ask(Optional<More> known, List<byte[]> roll) throws RejectedException {
    Answers answers = new Answers(known);
    List<byte[]> records = new ArrayList<>();
    byte[] answer = Answer.of(REPLY, roll).toBytes();
    byte[] reply = {};
    int count = 0;
    int most = 0;
    while (true) {
      most = Math.max(most, answer.length);
      Answers.Taken taken = answers.take(answer);
      reply = count++ == 0 ? taken.reply() : reply;
      if (taken.isBeginning()) {
        records.clear();
      }
      records.addAll(taken.records());
      if (taken.next().isEmpty()) {
        return new Heard(reply, records, count, most, answers.end());
      }
      answer = Part.of(roll, More.read(taken.next().get())).toBytes();
    }
  }

  /** Why it ends with one who always has more. */
  private static Reason endless(List<byte[]> first, Supplier<List<byte[]>> more)
      throws RejectedException {
    Answers answers = new Answers(Optional.empty());
    Answers.Taken taken = answers.take(Answer.of(REPLY, first).toBytes());
    for (int i = 0; i < 300; i++) {
      int place = More.read(taken.next().orElseThrow()).place();
      byte[] answer = new Part(More.MOST_IN_ALL, place, more.get()).toBytes();
      try {
        taken = answers.take(answer);
      } catch (RejectedException e) {
        return e.reason();
      }
    }
    throw new AssertionError("it did not end");
  }

  private static Answers begun(List<byte[]> roll) throws RejectedException {
    Answers answers = new Answers(Optional.empty());
    var _ = answers.take(Answer.of(REPLY, roll).toBytes());
    return answers;
  }

  private static int firstEnd(int count, int seed) {
    return Answer.of(REPLY, roll(count, seed)).records().size();
  }

  private static Reason refusal(Answers answers, byte[] answer) {
    return assertThrows(RejectedException.class, () -> answers.take(answer)).reason();
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  private static List<byte[]> roll(int count, int seed) {
    Random random = new Random(seed);
    List<byte[]> roll = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      roll.add(bytes(random, USUAL_BYTES));
    }
    return roll;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

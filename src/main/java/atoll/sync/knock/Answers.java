package atoll.sync.knock;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crypto.Hash;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The answers that one who knocks gets from one other, one after the other, and what to ask next. Whatever is answered, it
 * comes to an end: an answer is refused that goes on elsewhere than asked, leaves off early, comes twice, or is one too many.
 * Keeps no records. For one thread at a time.
 */
public final class Answers {
  /** Bytes of all records, as in a bundle. */
  static final long MOST_BYTES = 64L << 20;

  private static final int MOST_ANSWERS = 256;
  private static final int LENGTH_BYTES = 4;

  private final Optional<More> known;
  private final Set<Hash> parts = new HashSet<>();
  private Optional<More> asked = Optional.empty();
  private Optional<More> end = Optional.empty();
  private boolean begun;
  private boolean isAgain;
  private int count;
  private long bytes;

  /** @param known {@link #end} of earlier answers, of whomever: what comes before it is not asked for again */
  public Answers(Optional<More> known) {
    this.known = known;
  }

  /**
   * What one answer brought.
   *
   * @param reply to the request; empty if there is none
   * @param isBeginning whether the records are the first of all, so that those before them do not matter any more
   * @param records of the membership, each after those that it follows
   * @param next what to ask next; nothing if that was all
   */
  public record Taken(
      byte[] reply, boolean isBeginning, List<byte[]> records, Optional<byte[]> next) {}

  /**
   * Takes the answer to the question that was asked last, which is the request first.
   *
   * @throws RejectedException if it is not what was asked for, or is too much: nothing more is to be asked then
   */
  public Taken take(byte[] answer) throws RejectedException {
    if (++count > MOST_ANSWERS) {
      throw new RejectedException(Reason.TOO_LARGE, "an answer in more than " + MOST_ANSWERS);
    }
    if (!begun) {
      begun = true;
      return first(Answer.read(answer));
    }
    Part part = Part.read(answer);
    goOn(part, Hash.of(answer));
    return taken(new byte[0], part.place(), part.records(), part.end() < part.all());
  }

  /** Up to where all records came; nothing if they were few. */
  public Optional<More> end() {
    return end;
  }

  private Taken first(Answer answer) throws RejectedException {
    List<byte[]> records = answer.records();
    boolean full = Run.isFull(records);
    Taken taken = taken(answer.reply(), 0, records, full);
    if (!full) {
      end = Optional.empty();
    } else if (known.filter(more -> more.place() > records.size()).isPresent()) {
      end = known;
      asked = known;
      return new Taken(answer.reply(), true, records, asked.map(More::toBytes));
    }
    return taken;
  }

  /** Somebody may have written a record meanwhile that stands before others: then all comes again, but not twice. */
  private void goOn(Part part, Hash whole) throws RejectedException {
    if (part.place() == 0 && !isAgain) {
      isAgain = true;
      bytes = 0;
      parts.clear();
    } else if (part.place() != place()) {
      throw new RejectedException(
          Reason.CONTRADICTION, "asked after " + place() + ", answered after " + part.place());
    }
    if (!parts.add(whole)) {
      throw new RejectedException(Reason.CONTRADICTION, "the same part again");
    }
  }

  private int place() {
    return asked.map(More::place).orElse(0);
  }

  private Taken taken(byte[] reply, int place, List<byte[]> records, boolean more)
      throws RejectedException {
    bytes += Run.bytes(records) + (long) LENGTH_BYTES * records.size();
    if (bytes > MOST_BYTES) {
      throw new RejectedException(
          Reason.TOO_LARGE, "records of more than " + MOST_BYTES + " bytes");
    }
    if (!records.isEmpty()) {
      end = Optional.of(new More(place + records.size(), Hash.of(records.getLast())));
    }
    asked = more ? end : Optional.empty();
    return new Taken(reply, place == 0 && !records.isEmpty(), records, asked.map(More::toBytes));
  }
}

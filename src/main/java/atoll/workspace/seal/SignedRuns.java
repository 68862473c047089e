package atoll.workspace.seal;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import atoll.store.Authored;
import atoll.store.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which entries of a batch their authors signed, and checks few of the signatures: one covers the hash of the entry
 * before, signature and all, and so speaks for a whole run.
 *
 * <p>A run is of one log and one author, each entry naming the hash of the one before, and is bounded, so that it fits into one
 * part of an answer: whoever gets its entries cut in another way gets them whole when asking from the first one on. So
 * everybody comes to the same answer. For one thread.
 */
public final class SignedRuns {
  /** Entries that one signature may speak for. */
  static final int MOST_ENTRIES = 128;

  /** Bytes of entries that one signature may speak for, its own with them; a longer entry speaks for itself only. */
  static final long MOST_BYTES = 64 << 10;

  private static final byte[] LABEL = "atoll entry 1".getBytes(StandardCharsets.US_ASCII);
  private static final int NOTHING = -1;

  private final List<Envelope> entries;
  private final List<Optional<Authored>> bodies = new ArrayList<>();
  private final int[] next;
  private final int[] sizes;
  private final BitSet checked = new BitSet();
  private final BitSet good = new BitSet();
  private final BitSet signed = new BitSet();

  /**
   * Cost: one hash of each entry. Signatures are checked as they are asked for.
   *
   * @param entries in order per log
   */
  public SignedRuns(List<Envelope> entries) {
    this.entries = List.copyOf(entries);
    next = new int[entries.size()];
    sizes = new int[entries.size()];
    Map<ReplicaId, Link> links = new HashMap<>();
    for (int at = 0; at < next.length; at++) {
      Envelope entry = entries.get(at);
      bodies.add(body(entry));
      sizes[at] = entry.toBytes().length;
      next[at] = NOTHING;
      Link before = links.put(entry.header().log(), new Link(at, entry.hash()));
      if (before != null && follows(before, at)) {
        next[before.at()] = at;
      }
    }
  }

  /** An entry that others may follow. */
  private record Link(int at, Hash hash) {}

  /** The bytes that an author signs ahead of an entry's own. */
  static byte[] label() {
    return LABEL.clone();
  }

  /** Whether the author signed the entry itself. Cost: a check of a signature. */
  static boolean isSigned(Envelope entry, VerifyKey author) {
    return author.verifies(entry.signature(), LABEL, entry.signedBytes());
  }

  /** Whether the author that an entry names signed it, or an entry that speaks for it. */
  public boolean isSigned(int at) {
    if (!signed.get(at)) {
      List<Integer> run = run(at);
      for (int end = run.size() - 1; end >= 0 && !signed.get(at); end--) {
        if (isGood(run.get(end))) {
          run.subList(0, end + 1).forEach(signed::set);
        }
      }
    }
    return signed.get(at);
  }

  /** What an entry says of its author; nothing if it is not signed, or noise. */
  Optional<Authored> body(int at) {
    return bodies.get(at);
  }

  private boolean isGood(int at) {
    // A bad one is asked about by each run that holds it, and may cost only once.
    if (!checked.get(at)) {
      checked.set(at);
      Envelope entry = entries.get(at);
      good.set(at, bodies.get(at).filter(body -> isSigned(entry, body.author())).isPresent());
    }
    return good.get(at);
  }

  private List<Integer> run(int first) {
    List<Integer> run = new ArrayList<>();
    run.add(first);
    long bytes = sizes[first];
    for (int at = next[first]; at != NOTHING && run.size() < MOST_ENTRIES; at = next[at]) {
      bytes += sizes[at];
      if (bytes > MOST_BYTES) {
        break;
      }
      run.add(at);
    }
    return run;
  }

  private boolean follows(Link before, int at) {
    Envelope.Header header = entries.get(at).header();
    return header.number() == entries.get(before.at()).header().number() + 1
        && isOfOneAuthor(at, before.at())
        && header.previous().equals(before.hash());
  }

  private boolean isOfOneAuthor(int at, int other) {
    Optional<VerifyKey> author = bodies.get(at).map(Authored::author);
    return author.isPresent() && author.equals(bodies.get(other).map(Authored::author));
  }

  private static Optional<Authored> body(Envelope entry) {
    try {
      return Optional.of(Authored.parse(entry));
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}

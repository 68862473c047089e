package atoll.workspace.people;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.identity.membership.MembershipRecord;
import atoll.store.Authored;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Arrived;
import atoll.workspace.seal.Records;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The records of a membership as they are kept: in entries of the logs, and those that came ahead of their entries. */
public final class KeptRecords {
  /**
   * Records that may have come ahead of their logs; more come with the logs. What is before each of them is known of it, so
   * that twice as many take four times the room: these take 70 MB.
   */
  public static final int MOST_EARLY = 32_768;

  /** Records that are looked at together, so that not more is in the memory of those that are dropped again. */
  private static final int MOST_AT_ONCE = 4_096;

  private static final Logger LOG = Logger.getLogger(KeptRecords.class.getName());
  private static final String PROPERTY = "early-records";

  private final WorkspaceStore store;

  public KeptRecords(WorkspaceStore store) {
    this.store = store;
  }

  /**
   * All that are here; what cannot be read is left out, since it could not be read by anybody.
   *
   * @param logged those that entries of the logs hold
   * @param early those that came ahead
   */
  public record Loaded(List<MembershipRecord> logged, List<MembershipRecord> early) {
    /** Both. */
    public List<MembershipRecord> all() {
      return Stream.concat(logged.stream(), early.stream()).toList();
    }
  }

  /** Reads what is kept. */
  public Loaded load() {
    List<MembershipRecord> logged = new ArrayList<>();
    List<MembershipRecord> early = new ArrayList<>();
    for (Arrived entry : store.entriesOf(Records.DOCUMENT, 0)) {
      try {
        parse(Records.parse(Authored.parse(entry.envelope()).content()), logged);
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "An entry of the membership cannot be read", e);
      }
    }
    store.property(PROPERTY).ifPresent(bytes -> {
      try {
        ByteReader in = new ByteReader(bytes);
        List<byte[]> records = new ArrayList<>();
        int count = in.count(MOST_EARLY);
        for (int i = 0; i < count; i++) {
          records.add(in.blob(MembershipRecord.MOST_BYTES));
        }
        in.end();
        Set<Hash> known = new HashSet<>();
        logged.forEach(record -> known.add(record.hash()));
        records.removeIf(record -> known.contains(Hash.of(record)));
        parse(records, early);
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "Records that came early cannot be read; they come again", e);
      }
    });
    return new Loaded(logged, early);
  }

  /**
   * Runs through records that came ahead of their logs, those together that are to be looked at together.
   *
   * @param records each after those that it follows
   * @param some takes them; says whether there was anything new
   * @return whether there was anything new
   */
  public static boolean inRuns(List<byte[]> records, Predicate<List<byte[]>> some) {
    boolean news = false;
    for (int from = 0; from < records.size(); from += MOST_AT_ONCE) {
      // With the run before: one that is kept only since another follows it may be at its end.
      news |= some.test(records.subList(
          Math.max(0, from - MOST_AT_ONCE), Math.min(records.size(), from + MOST_AT_ONCE)));
    }
    return news;
  }

  /** Keeps records whose entries may not have come yet. */
  public void keepEarly(Collection<MembershipRecord> records) {
    ByteWriter out = new ByteWriter();
    List<MembershipRecord> some = records.stream().limit(MOST_EARLY).toList();
    out.varint(some.size());
    some.forEach(record -> out.blob(record.toBytes()));
    store.putProperty(PROPERTY, out.toBytes());
  }

  private static void parse(List<byte[]> from, List<MembershipRecord> into) {
    for (byte[] record : from) {
      try {
        into.add(MembershipRecord.parse(record));
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "A record of the membership was dropped: {0}", e.getMessage());
      }
    }
  }
}

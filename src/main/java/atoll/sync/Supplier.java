package atoll.sync;

import atoll.store.Envelope;
import atoll.store.LogRange;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Supply;
import atoll.sync.protocol.Want;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers those who want entries: a chunk for each in turn, and between two chunks the session does what else there is. A
 * peer's later question replaces its earlier one, so that nobody makes work pile up. For one thread.
 */
final class Supplier {
  private static final Logger LOG = System.getLogger(Supplier.class.getName());
  private static final int MOST_READS = 64;
  private static final int MOST_JOBS = 512;

  private static final class Job {
    final long request;
    final ArrayDeque<LogRange> ranges;
    long creditBytes;
    int part;

    Job(Want want) {
      request = want.request();
      ranges = new ArrayDeque<>(want.ranges());
      creditBytes = want.creditBytes();
    }
  }

  private final SyncOptions options;
  private final SyncRuntime runtime;
  private final Link link;
  private final WorkspaceStore store;
  private final HeldLogs held;
  private final Map<PeerId, Job> jobs = new LinkedHashMap<>();
  private boolean stepping;

  Supplier(
      SyncOptions options, SyncRuntime runtime, Link link, WorkspaceStore store, HeldLogs held) {
    this.options = options;
    this.runtime = runtime;
    this.link = link;
    this.store = store;
    this.held = held;
  }

  void want(PeerId peer, Want want) {
    if (jobs.size() < MOST_JOBS || jobs.containsKey(peer)) {
      jobs.put(peer, new Job(want));
      again();
    }
  }

  private void again() {
    if (!stepping && !jobs.isEmpty()) {
      stepping = true;
      runtime.execute(this::step);
    }
  }

  private void step() {
    stepping = false;
    Iterator<Map.Entry<PeerId, Job>> first = jobs.entrySet().iterator();
    if (first.hasNext()) {
      Map.Entry<PeerId, Job> turn = first.next();
      PeerId peer = turn.getKey();
      Job job = turn.getValue();
      first.remove();
      List<byte[]> chunk = chunk(job);
      boolean last = job.ranges.isEmpty() || job.creditBytes <= 0 || job.part == Supply.MOST_PARTS;
      link.send(peer, Messages.encode(new Supply(job.request, job.part++, last, chunk)));
      if (!last) {
        jobs.put(peer, job);
      }
    }
    again();
  }

  private List<byte[]> chunk(Job job) {
    List<byte[]> chunk = new ArrayList<>();
    int room = (int) Math.min(options.chunkBytes(), job.creditBytes);
    for (int reads = 0; reads < MOST_READS && room > 0 && !job.ranges.isEmpty(); reads++) {
      LogRange range = job.ranges.remove();
      long to = Math.min(range.to(), held.count(range.log()));
      if (range.from() >= to) {
        continue;
      }
      List<Envelope> entries = read(new LogRange(range.log(), range.from(), to), room);
      long next = range.from();
      for (Envelope entry : entries) {
        if (chunk.size() == Messages.MOST_ENVELOPES || room <= 0) {
          break;
        }
        byte[] bytes = entry.toBytes();
        chunk.add(bytes);
        room -= bytes.length;
        job.creditBytes -= bytes.length;
        next++;
      }
      if (next > range.from() && next < to) {
        job.ranges.addFirst(new LogRange(range.log(), next, to));
      }
      if (chunk.size() == Messages.MOST_ENVELOPES) {
        break;
      }
    }
    return chunk;
  }

  private List<Envelope> read(LogRange range, int mostBytes) {
    try {
      return store.entries(range, mostBytes);
    } catch (StoreException e) {
      LOG.log(
          Level.WARNING,
          "entries that a peer asked for cannot be read; it will ask somebody else",
          e);
      return List.of();
    }
  }
}

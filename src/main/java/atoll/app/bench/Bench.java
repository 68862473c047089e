package atoll.app.bench;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures one trace. Each figure is the median of runs, after a warm-up of the same length. */
final class Bench {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "t");
  private static final ReplicaId READER = new ReplicaId(77_777);
  private static final int HELD = 10;
  private static final double NANOS_PER_MS = 1e6;
  private static final double BYTES_PER_MB = 1 << 20;

  private final Trace trace;
  private final long nanos;

  Bench(Trace trace, double seconds) {
    this.trace = trace;
    nanos = (long) (seconds * 1e9);
  }

  /** The figures by their names, in the order in which they are printed. */
  Map<String, Object> run() throws RejectedException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("peer", "atoll");
    result.put("trace", trace.name());
    result.put("java", Runtime.version().toString());
    Document document = trace.concurrent() ? stream(result) : type(result);
    result.put("save_ms", timed(document::save));
    byte[] bytes = document.save();
    result.put("bytes", bytes.length);
    result.put("trimmed_bytes", document.saveSince(document.frontier()).length);
    result.put("load_ms", timed(() -> load(bytes).text(TEXT).toString()));
    check(load(bytes), "loading");
    result.put("heap_mb", heapMb(bytes));
    return result;
  }

  private Document type(Map<String, Object> result) {
    List<Trace.Edit> edits =
        trace.txns().stream().flatMap(txn -> txn.edits().stream()).toList();
    if (trace.hasSurrogates()) {
      edits = inUnits(edits);
    }
    List<Trace.Edit> all = edits;
    result.put("edits", all.size());
    result.put("type_ms", timed(() -> typed(all)));
    Document document = typed(all);
    check(document, "typing");
    return document;
  }

  /** The description of the traces counts characters of Unicode, the peers' script units of UTF-16: whichever leads to the end. */
  private List<Trace.Edit> inUnits(List<Trace.Edit> edits) {
    StringBuilder text = new StringBuilder();
    try {
      List<Trace.Edit> units = Trace.utf16(edits, text);
      return text.toString().equals(trace.end()) ? units : edits;
    } catch (IndexOutOfBoundsException e) {
      return edits;
    }
  }

  /** Every edit a change of its own. */
  private static Document typed(List<Trace.Edit> edits) {
    Document document = Document.create(new ReplicaId(1));
    for (Trace.Edit edit : edits) {
      document.splice(TEXT, edit.at(), edit.deleted(), edit.inserted(), 0);
    }
    return document;
  }

  private Document stream(Map<String, Object> result) throws RejectedException {
    List<byte[]> messages = messages();
    result.put("txns", messages.size());
    result.put("stream_ms", timed(() -> streamed(messages).text(TEXT).toString()));
    result.put(
        "stream_bytes", messages.stream().mapToLong(message -> message.length).sum());
    Document document = streamed(messages);
    check(document, "streaming");
    return document;
  }

  /** Every transaction that does something as the message that its author would send. */
  private List<byte[]> messages() throws RejectedException {
    if (trace.hasSurrogates()) {
      try {
        List<byte[]> messages = bytes(Messages.of(TEXT, trace, true));
        if (streamed(messages).text(TEXT).toString().equals(trace.end())) {
          return messages;
        }
      } catch (IndexOutOfBoundsException e) {
        // Then they count units.
      }
    }
    return bytes(Messages.of(TEXT, trace, false));
  }

  private static List<byte[]> bytes(List<Change> changes) {
    return changes.stream().map(Change::toBytes).toList();
  }

  private static Document streamed(List<byte[]> messages) {
    try {
      Document document = Document.create(READER);
      for (byte[] message : messages) {
        document.commit(document.plan(List.of(Change.parse(message))));
      }
      return document;
    } catch (RejectedException e) {
      throw new IllegalStateException("a message of our own is rejected", e);
    }
  }

  private static Document load(byte[] bytes) {
    try {
      return Document.load(bytes, READER);
    } catch (RejectedException e) {
      throw new IllegalStateException("a snapshot of our own is rejected", e);
    }
  }

  private void check(Document document, String what) {
    if (!document.text(TEXT).toString().equals(trace.end())) {
      throw new IllegalStateException("wrong text after " + what);
    }
  }

  private double timed(Supplier<?> work) {
    repeat(work);
    List<Long> times = repeat(work).stream().sorted().toList();
    return Math.round(times.get(times.size() / 2) / NANOS_PER_MS * 1000) / 1000.0;
  }

  private List<Long> repeat(Supplier<?> work) {
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + nanos;
    Object kept;
    do {
      long start = System.nanoTime();
      kept = work.get();
      times.add(System.nanoTime() - start);
    } while (System.nanoTime() < end && kept != null);
    return times;
  }

  private static double heapMb(byte[] bytes) {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    List<Document> held = new ArrayList<>();
    for (int i = 0; i < HELD; i++) {
      Document document = load(bytes);
      document.text(TEXT);
      held.add(document);
    }
    System.gc();
    long grown = runtime.totalMemory() - runtime.freeMemory() - before;
    return Math.round(grown / BYTES_PER_MB / held.size() * 100) / 100.0;
  }
}

package atoll.app.bench;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Side;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Large and many documents: how long they take and how much room; one JSON object for each figure. */
final class ScaleBench {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ReplicaId ANN = new ReplicaId(1);
  private static final ReplicaId BEN = new ReplicaId(2);
  private static final int EDITS = 10_000;
  private static final int DOCUMENTS = 10_000;
  private static final int CHANGES = 1_000_000;
  private static final int PASTED = 10_000_000;
  private static final int ITEMS = 100_000;
  private static final int DEPTH = 1000;
  private static final double BYTES_PER_MB = 1 << 20;

  private final Random random = new Random(2);

  private ScaleBench() {}

  /** Runs everything. */
  static void run() throws RejectedException {
    ScaleBench bench = new ScaleBench();
    bench.mergeBranches("merging 10k typed edits with 10k others", bench::type);
    bench.mergeBranches("merging 10k scattered edits with 10k others", bench::scatter);
    bench.mergeMany("10k branches of one edit", 10_000, 50);
    bench.mergeMany("1k replicas with one edit each", 1000, 1000);
    paste();
    items();
    deepTree();
    bench.smallDocuments();
    bench.millionChanges();
  }

  /** Types words, now and then going elsewhere or deleting what was just typed. */
  private void type(Document document) {
    int at = 0;
    for (int i = 0; i < EDITS; i++) {
      int length = document.text(TEXT).length();
      at = random.nextInt(40) == 0 ? random.nextInt(length + 1) : at;
      if (at > 0 && random.nextInt(8) == 0) {
        document.splice(TEXT, --at, 1, "", i);
      } else {
        document.splice(TEXT, at++, 0, "x", i);
      }
    }
  }

  /** Each edit somewhere else: the worst that two writers can do. */
  private void scatter(Document document) {
    for (int i = 0; i < EDITS; i++) {
      int length = document.text(TEXT).length();
      int at = random.nextInt(length);
      document.splice(TEXT, at, random.nextInt(4) == 0 ? 1 : 0, "xy", i);
    }
  }

  private void mergeBranches(String name, Consumer<Document> edit) throws RejectedException {
    Document base = Document.create(ANN);
    base.splice(TEXT, 0, 0, "The quick brown fox. ".repeat(500), 0);
    byte[] begun = base.save();
    Document ann = Document.load(begun, ANN);
    edit.accept(ann);
    Document ben = Document.load(begun, BEN);
    edit.accept(ben);
    byte[] anns = ann.save();
    List<byte[]> bens =
        ben.changesSince(base.frontier()).stream().map(Change::toBytes).toList();
    Best best = new Best();
    while (best.goesOn()) {
      Document document = load(anns);
      best.measure(() -> take(document, parsed(bens)).text(TEXT).toString());
    }
    best.print(name, 1);
  }

  private static List<Change> parsed(List<byte[]> messages) {
    try {
      List<Change> changes = new ArrayList<>(messages.size());
      for (byte[] message : messages) {
        changes.add(Change.parse(message));
      }
      return changes;
    } catch (RejectedException e) {
      throw new IllegalStateException("our own changes are rejected", e);
    }
  }

  /** All of them on nothing, at the same place. */
  private void mergeMany(String name, int branches, int replicas) {
    long[] counters = new long[replicas];
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < branches; i++) {
      int who = i % replicas;
      Op op = new Op.InsertText(TEXT, 0, "x", Collections.emptySortedMap());
      changes.add(
          new Change(new ReplicaId(10 + who), counters[who]++, Frontier.EMPTY, 0, List.of(op)));
    }
    measure(name, document -> document, document -> take(document, changes));
  }

  private static void paste() {
    String pasted = "0123456789".repeat(PASTED / 10);
    measure(
        "a paste of 10 MB",
        document -> document,
        document -> edit(document, draft -> draft.insert(TEXT, 0, pasted)));
    measure(
        "a key in the middle of 10 MB",
        document -> edit(document, draft -> draft.insert(TEXT, 0, pasted)),
        document -> edit(document, draft -> draft.insert(TEXT, PASTED / 2, "x")));
  }

  private static void items() {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      values.add(Value.of(i));
    }
    measure(
        "a list of 100k items made",
        document -> document,
        document -> edit(document, draft -> draft.listInsert(LIST, 0, values)));
  }

  private static void deepTree() {
    measure("a tree 1000 deep made", document -> document, ScaleBench::grow);
    measure(
        "a tree 1000 deep hung elsewhere",
        document -> {
          grow(document);
          return edit(document, draft -> draft.createNode(TREE, null, 1));
        },
        document -> {
          List<OpId> top = document.tree(TREE).children(null);
          return edit(document, draft -> draft.moveNode(TREE, top.get(0), top.get(1), 0));
        });
  }

  private static Document grow(Document document) {
    return edit(document, draft -> {
      OpId last = draft.createNode(TREE, null, 0);
      for (int i = 1; i < DEPTH; i++) {
        last = draft.createNode(TREE, last, 0);
      }
    });
  }

  /** Pages of a kilobyte with a title, opened from what was saved, each with a key typed since. */
  private void smallDocuments() {
    List<byte[]> saved = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      Document page = Document.create(new ReplicaId(random.nextLong()));
      String title = "Page " + i;
      edit(page, draft -> draft.put(MAP, "title", Value.of(title)));
      for (int at = 0; at < 1000; at += 20) {
        page.splice(TEXT, at, 0, "some words of a page".substring(0, 20), at);
      }
      saved.add(page.save());
    }
    List<Document> open = new ArrayList<>();
    long before = used();
    for (byte[] bytes : saved) {
      Document page = load(bytes);
      page.splice(TEXT, 500, 0, "x", 0);
      open.add(page);
    }
    printMb("10k small documents open", used() - before);
    before = used();
    for (Document page : open) {
      page.anchor(TEXT, 3, Side.LEFT);
    }
    printMb("what their histories take beside that", used() - before);
    if (open.size() != saved.size()) {
      throw new IllegalStateException("not all are open");
    }
  }

  private void millionChanges() {
    Document written = Document.create(ANN);
    int at = 0;
    for (int i = 0; i < CHANGES; i++) {
      at = random.nextInt(30) == 0 ? random.nextInt(written.text(TEXT).length() + 1) : at;
      if (at > 0 && random.nextInt(4) == 0) {
        written.splice(TEXT, --at, 1, "", i / 4);
      } else {
        written.splice(TEXT, at++, 0, "x", i / 4);
      }
    }
    byte[] bytes = written.save();
    long before = used();
    Document document = load(bytes);
    document.splice(TEXT, 5, 1, "y", 0);
    printMb("a million changes open for editing", used() - before);
    document.changesSince(document.frontier());
    document.anchor(TEXT, 100, Side.LEFT);
    printMb("a million changes with their history read", used() - before);
    System.out.printf("{\"figure\":\"a million changes saved\",\"bytes\":%d}%n", bytes.length);
    Best best = new Best();
    while (best.goesOn()) {
      best.measure(() -> load(bytes).text(TEXT).toString());
    }
    best.print("a million changes opened", 1);
    if (document.text(TEXT).length() != written.text(TEXT).length()) {
      throw new IllegalStateException("wrong text after loading");
    }
  }

  private static void measure(
      String name, UnaryOperator<Document> begin, UnaryOperator<Document> work) {
    Best best = new Best();
    while (best.goesOn()) {
      Document document = begin.apply(Document.create(ANN));
      best.measure(() -> work.apply(document));
    }
    best.print(name, 1);
  }

  private static Document edit(Document document, Consumer<Draft> edit) {
    Draft draft = document.draft();
    edit.accept(draft);
    document.commit(document.plan(draft));
    return document;
  }

  private static Document take(Document document, List<Change> changes) {
    try {
      document.commit(document.plan(changes));
      return document;
    } catch (RejectedException e) {
      throw new IllegalStateException("our own changes are rejected", e);
    }
  }

  private static Document load(byte[] bytes) {
    try {
      return Document.load(bytes, ANN);
    } catch (RejectedException e) {
      throw new IllegalStateException("a snapshot of our own is rejected", e);
    }
  }

  /** Bytes of the heap that something is kept in. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static void printMb(String name, long bytes) {
    System.out.printf("{\"figure\":\"%s\",\"mb\":%.2f}%n", name, bytes / BYTES_PER_MB);
  }
}

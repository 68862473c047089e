package atoll.app.bench;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.OpId;
import atoll.crdt.Plan;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.TreeView;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How long maps, lists, trees and counters take; one JSON object for each figure. */
final class StructuresBench {
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId COUNTER = ContainerId.root(Kind.COUNTER, "counter");
  private static final int WRITERS = 4;

  private final Random random = new Random(1);

  /** Runs everything. */
  static void run() throws RejectedException {
    StructuresBench bench = new StructuresBench();
    bench.merge(
        "100k map writes",
        document -> {},
        100_000,
        (document, draft) -> draft.put(MAP, "k" + bench.below(10_000), Value.of(bench.below(100))));
    bench.merge(
        "100k list moves",
        document -> edit(document, draft -> draft.listInsert(LIST, 0, values(1000))),
        100_000,
        (document, draft) -> draft.listMove(LIST, bench.below(1000), bench.below(1000)));
    bench.merge(
        "10k tree moves",
        document -> edit(document, draft -> bench.grow(draft, 1000)),
        10_000,
        bench::moveNode);
    bench.merge(
        "100k counter additions",
        document -> {},
        100_000,
        (document, draft) -> draft.add(COUNTER, 1));
    bench.commitAlone(
        "a move in a list of 100k",
        document -> edit(document, draft -> draft.listInsert(LIST, 0, values(100_000))),
        (document, draft) -> draft.listMove(LIST, bench.below(100_000), bench.below(100_000)));
    bench.commitAlone(
        "a move in a tree of 10k",
        document -> edit(document, draft -> bench.grow(draft, 10_000)),
        bench::moveNode);
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }

  private static List<Value> values(int count) {
    List<Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(Value.of(i));
    }
    return values;
  }

  private static void edit(Document document, Consumer<Draft> edit) {
    Draft draft = document.draft();
    edit.accept(draft);
    if (!draft.isEmpty()) {
      document.commit(document.plan(draft));
    }
  }

  private void grow(Draft draft, int count) {
    List<OpId> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(draft.createNode(TREE, i < 10 ? null : nodes.get(below(i)), 0));
    }
  }

  /** Moves a node to the first place below another, or to the top. */
  private void moveNode(Document document, Draft draft) {
    TreeView tree = document.tree(TREE);
    OpId node = descend(tree);
    OpId parent = below(10) == 0 ? null : descend(tree);
    for (OpId up = parent; up != null; up = tree.parent(up)) {
      if (up.equals(node)) {
        return;
      }
    }
    draft.moveNode(TREE, node, parent, 0);
  }

  private OpId descend(TreeView tree) {
    @Nullable OpId found = null;
    List<OpId> children = tree.children(null);
    OpId last = children.get(below(children.size()));
    while (found == null) {
      children = tree.children(last);
      if (children.isEmpty() || below(4) == 0) {
        found = last;
      } else {
        last = children.get(below(children.size()));
      }
    }
    return found;
  }

  /** Four writers edit apart; how long it takes to take in what they have done, at once. */
  private void merge(
      String name, Consumer<Document> begin, int edits, BiConsumer<Document, Draft> edit)
      throws RejectedException {
    Document base = Document.create(new ReplicaId(random.nextLong()));
    begin.accept(base);
    List<Change> beginning = base.changesSince(Frontier.EMPTY);
    List<Change> all = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Document document = with(beginning);
      while (all.size() < edits / WRITERS * (writer + 1)) {
        edit(document, draft -> edit.accept(document, draft));
        if (!document.frontier().equals(base.frontier())) {
          all.addAll(
              document.changesSince(all.isEmpty() ? base.frontier() : last(all, document, base)));
        }
      }
    }
    Best best = new Best();
    while (best.goesOn()) {
      Document document = with(beginning);
      best.measure(() -> document.commit(plan(document, all)));
    }
    best.print(name, 1);
  }

  private static Frontier last(List<Change> all, Document document, Document base) {
    Frontier newest = Frontier.of(all.getLast().lastId());
    return document.knows(newest) ? newest : base.frontier();
  }

  private Document with(List<Change> changes) throws RejectedException {
    Document document = Document.create(new ReplicaId(random.nextLong()));
    document.commit(document.plan(changes));
    return document;
  }

  private static Plan plan(Document document, List<Change> changes) {
    try {
      return document.plan(changes);
    } catch (RejectedException e) {
      throw new IllegalStateException("our own changes are rejected", e);
    }
  }

  /** One writer commits a small change to something large. */
  private void commitAlone(
      String name, Consumer<Document> begin, BiConsumer<Document, Draft> edit) {
    Document document = Document.create(new ReplicaId(random.nextLong()));
    begin.accept(document);
    int edits = 1000;
    Best best = new Best();
    while (best.goesOn()) {
      best.measure(() -> {
        for (int i = 0; i < edits; i++) {
          edit(document, draft -> edit.accept(document, draft));
        }
        return document;
      });
    }
    best.print(name, edits);
  }
}

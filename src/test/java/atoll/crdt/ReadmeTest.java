package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the example of the README beside the package. */
class ReadmeTest {
  @Test
  void example_asItIsWritten_mergesTheBoldAndTheInsertion() throws RejectedException {
    ContainerId page = ContainerId.root(Kind.TEXT, "page");
    Document ann = Document.create(new ReplicaId(1));
    Document ben = Document.create(new ReplicaId(2));

    Draft draft = ann.draft();
    draft.insert(page, 0, "The fox jumped.");
    Plan plan = ann.plan(draft);
    Commit commit = ann.commit(plan);
    byte[] message = commit.changes().getFirst().toBytes();

    ben.commit(ben.plan(List.of(Change.parse(message))));

    Draft bold = ann.draft();
    bold.mark(page, 4, 14, "bold", Value.of(true), Expand.END);
    ann.commit(ann.plan(bold));
    Draft more = ben.draft();
    more.insert(page, 7, "es");
    ben.commit(ben.plan(more));

    ann.commit(ann.plan(ben.changesSince(ann.frontier())));
    ben.commit(ben.plan(ann.changesSince(ben.frontier())));

    assertEquals(ann.text(page).spans(), ben.text(page).spans());
    assertEquals("The foxes jumped.", ann.text(page).toString());
    assertEquals(
        new TextView.Span("foxes jumped", ann.text(page).attributesAt(10)),
        ann.text(page).spans().get(1));
  }
}

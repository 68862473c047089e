package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorshipTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ReplicaId ANN = new ReplicaId(1);
  private static final ReplicaId BEN = new ReplicaId(2);

  private final Document ann = Document.create(ANN);
  private final Document ben = Document.create(BEN);

  private static void insert(Document document, int at, String chars, long time) {
    Draft draft = document.draft().time(time);
    draft.insert(TEXT, at, chars);
    document.commit(document.plan(draft));
  }

  private static void tell(Document from, Document to) throws RejectedException {
    to.commit(to.plan(from.changesSince(to.frontier())));
  }

  @Test
  void charactersOfTwo_areToldWithTheirTimes() throws RejectedException {
    insert(ann, 0, "The fox", 100);
    tell(ann, ben);
    insert(ben, 4, "red ", 200);
    insert(ann, 7, " jumped", 300);
    tell(ben, ann);
    tell(ann, ben);
    List<Authorship> expected = List.of(
        new Authorship(0, 4, ANN, 100),
        new Authorship(4, 8, BEN, 200),
        new Authorship(8, 11, ANN, 100),
        new Authorship(11, 18, ANN, 300));
    assertEquals("The red fox jumped", ann.text(TEXT).toString());
    assertEquals(expected, ann.authorship(TEXT));
    assertEquals(expected, ben.authorship(TEXT));
    assertEquals(expected, Document.load(ann.save(), BEN).authorship(TEXT));
  }

  @Test
  void anOlderVersion_isToldAsItWas() {
    insert(ann, 0, "old", 5);
    Frontier old = ann.frontier();
    insert(ann, 0, "new", 6);
    assertEquals(List.of(new Authorship(0, 3, ANN, 5)), ann.authorship(TEXT, old));
    assertEquals(
        List.of(new Authorship(0, 3, ANN, 6), new Authorship(3, 6, ANN, 5)), ann.authorship(TEXT));
  }

  @Test
  void boundariesOfMarks_countForNothing() {
    insert(ann, 0, "bold", 5);
    Draft mark = ann.draft().time(9);
    mark.mark(TEXT, 1, 3, "bold", Value.of(true), Expand.END);
    ann.commit(ann.plan(mark));
    assertEquals(List.of(new Authorship(0, 4, ANN, 5)), ann.authorship(TEXT));
  }

  @Test
  void whatAnUndoBringsBack_belongsToWhoWroteIt() throws RejectedException {
    insert(ann, 0, "written by Ann", 5);
    tell(ann, ben);
    Draft delete = ben.draft().time(6);
    delete.delete(TEXT, 7, 3);
    ben.commit(ben.plan(delete));
    ben.commit(ben.plan(ben.undo().orElseThrow().time(7)));
    assertEquals("written by Ann", ben.text(TEXT).toString());
    assertEquals(List.of(new Authorship(0, 14, ANN, 5)), ben.authorship(TEXT));
  }

  @Test
  void aTextThatNobodyWroteTo_hasNoAuthors() {
    assertEquals(List.of(), ann.authorship(TEXT));
  }
}

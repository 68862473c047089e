package atoll.crdt.list;

import static atoll.crdt.Pair.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Kind;
import atoll.crdt.ListView;
import atoll.crdt.Pair;
import atoll.crdt.RejectedException;
import atoll.crdt.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The examples of Kleppmann, "Moving elements in list CRDTs", PaPoC 2020: the duplication that a deletion with an insertion
 * makes, the register that mends it, and the ranges that it leaves open.
 */
class ListMoveTest {
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "to do");

  private final Pair pair = new Pair();

  @BeforeEach
  void aListThatBothHave() throws RejectedException {
    edit(
        pair.ann,
        draft -> draft.listInsert(
            LIST,
            0,
            List.of(Value.of("buy milk"), Value.of("water plants"), Value.of("phone joe"))));
    pair.exchange();
  }

  /** The anomaly that the paper begins with: with a deletion and an insertion for a move, the item would be there twice. */
  @Test
  void concurrentMovesOfOneItem_leaveItThereOnce() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 1));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(
        List.of("buy milk", "phone joe", "water plants"), values(pair.ann), "the later writer's");
  }

  /** The register: a move is a write to the item's position, so a later one wins over an earlier one that comes late. */
  @Test
  void aMoveAfterAMove_winsWhateverComesFirst() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ann, draft -> draft.listMove(LIST, 0, 1));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 0));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(List.of("buy milk", "phone joe", "water plants"), values(pair.ann));
  }

  /** The register: what the item is lies beside where it is, so that one may be changed while the other is. */
  @Test
  void aMoveAndAChangeOfTheValue_bothTakeEffect() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ben, draft -> draft.listSet(LIST, 2, Value.of("phone jo")));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(List.of("phone jo", "buy milk", "water plants"), values(pair.ann));
  }

  /** What the paper leaves open: ranges are moved item by item; that nothing is lost or doubled is all that is promised. */
  @Test
  void concurrentMovesOfOverlappingRanges_keepEveryItemOnce() throws RejectedException {
    edit(pair.ann, draft -> {
      draft.listMove(LIST, 1, 0);
      draft.listMove(LIST, 2, 1);
    });
    edit(pair.ben, draft -> {
      draft.listMove(LIST, 0, 2);
      draft.listMove(LIST, 0, 2);
    });
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(3, values(pair.ann).size());
    assertTrue(values(pair.ann).containsAll(List.of("buy milk", "water plants", "phone joe")));
  }

  @Test
  void aMoveAndADeletion_theLaterWriterWins() throws RejectedException {
    edit(pair.ann, draft -> draft.listDelete(LIST, 2, 1));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 0));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(List.of("phone joe", "buy milk", "water plants"), values(pair.ann));
  }

  private static List<String> values(Document document) {
    ListView list = document.list(LIST);
    return IntStream.range(0, list.size())
        .mapToObj(i -> ((Value.Text) list.get(i)).value())
        .toList();
  }
}

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
 * The examples of Kleppmann, "Moving elements in list CRDTs", PaPoC 2020, read as the author's own source of it
 * (github.com/trvedata/move-op, paper/list-move.tex): the duplication that a deletion with an insertion makes (section 2, figures 2
 * and 3), the register that mends it (section 3), and the ranges that it leaves open (section 4, figures 4 and 5).
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

  /** Section 2, figure 2, the anomaly: with a deletion and an insertion for a move, the item would be there twice, next to itself. */
  @Test
  void anItemThatBothMoveToTheTop_isThereOnce() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 0));
    pair.exchange();
    assertEquals(List.of("phone joe", "buy milk", "water plants"), values(pair.ann));
    assertEquals(values(pair.ann), values(pair.ben));
  }

  /** Section 2, figure 3: moved to two places, it is at one of them, the same for both. The figure lets A win; either will do. */
  @Test
  void concurrentMovesOfOneItem_leaveItThereOnce() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 1));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(
        List.of("buy milk", "phone joe", "water plants"), values(pair.ann), "the later writer's");
  }

  /** Section 3, the register: a move is a write to the item's position, so a later one wins over an earlier one that comes late. */
  @Test
  void aMoveAfterAMove_winsWhateverComesFirst() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ann, draft -> draft.listMove(LIST, 0, 1));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 0));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(List.of("buy milk", "phone joe", "water plants"), values(pair.ann));
  }

  /** Section 3: what the item is lies beside where it is, so that one may be changed while the other is. */
  @Test
  void aMoveAndAChangeOfTheValue_bothTakeEffect() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 2, 0));
    edit(pair.ben, draft -> draft.listSet(LIST, 2, Value.of("phone jo")));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(List.of("phone jo", "buy milk", "water plants"), values(pair.ann));
  }

  /** Section 3: each move makes a place of its own, so that two items that are moved to one place both stand there. */
  @Test
  void twoItemsMovedToOnePlace_areBothThere() throws RejectedException {
    edit(pair.ann, draft -> draft.listMove(LIST, 1, 0));
    edit(pair.ben, draft -> draft.listMove(LIST, 2, 0));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(List.of("water plants", "phone joe", "buy milk"), values(pair.ann));
  }

  /**
   * Section 4, figure 5, what is wanted when a line moves while another edits it. A range of characters cannot do it, here as in
   * the paper; a line that is an item with a text of its own can, the two levels of which the section speaks next.
   */
  @Test
  void aLineThatIsAnItem_movesWithWhatIsTypedInIt() throws RejectedException {
    ContainerId lines = ContainerId.root(Kind.LIST, "shopping");
    edit(pair.ann, draft -> {
      draft.listInsert(lines, 0, Value.container(Kind.TEXT));
      draft.listInsert(lines, 1, Value.container(Kind.TEXT));
    });
    ContainerId bacon = ContainerId.nested(pair.ann.list(lines).writer(0), Kind.TEXT);
    ContainerId milk = ContainerId.nested(pair.ann.list(lines).writer(1), Kind.TEXT);
    edit(pair.ann, draft -> {
      draft.insert(bacon, 0, "Bacon");
      draft.insert(milk, 0, "Milk");
    });
    pair.exchange();
    edit(pair.ann, draft -> {
      draft.delete(milk, 0, 1);
      draft.insert(milk, 0, "Soy m");
    });
    edit(pair.ben, draft -> draft.listMove(lines, 1, 0));
    pair.exchange();
    for (Document document : List.of(pair.ann, pair.ben)) {
      ListView list = document.list(lines);
      assertEquals(milk, ContainerId.nested(list.writer(0), Kind.TEXT));
      assertEquals(bacon, ContainerId.nested(list.writer(1), Kind.TEXT));
      assertEquals("Soy milk", document.text(milk).toString());
    }
  }

  /** Section 4, figure 4, what goes wrong with characters moved one by one: the edit stays behind, though nothing of it is lost. */
  @Test
  void aLineThatIsCharacters_leavesWhatIsTypedInItBehind() throws RejectedException {
    ContainerId text = ContainerId.root(Kind.TEXT, "shopping");
    edit(pair.ann, draft -> draft.insert(text, 0, "- Bacon\n- Milk\n"));
    pair.exchange();
    edit(pair.ann, draft -> {
      draft.delete(text, 10, 1);
      draft.insert(text, 10, "Soy m");
    });
    edit(pair.ben, draft -> {
      draft.delete(text, 8, 7);
      draft.insert(text, 0, "- Milk\n");
    });
    pair.exchange();
    assertEquals("- Milk\n- Bacon\nSoy m", pair.ann.text(text).toString());
    assertEquals("- Milk\n- Bacon\nSoy m", pair.ben.text(text).toString());
  }

  /**
   * Section 4, why lines as items are not enough: a line that both split would have its second half twice. The lines of a page are
   * one text, so that a line is split by a character alone.
   */
  @Test
  void aLineOfOneTextThatBothSplit_hasItsSecondHalfOnce() throws RejectedException {
    ContainerId text = ContainerId.root(Kind.TEXT, "shopping");
    edit(pair.ann, draft -> draft.insert(text, 0, "Soy milk"));
    pair.exchange();
    edit(pair.ann, draft -> draft.insert(text, 3, "\n"));
    edit(pair.ben, draft -> draft.insert(text, 3, "\n"));
    pair.exchange();
    assertEquals("Soy\n\n milk", pair.ann.text(text).toString());
    assertEquals("Soy\n\n milk", pair.ben.text(text).toString());
  }

  /** Section 4, ranges that overlap, moved item by item: that nothing is lost or doubled is all that is promised. */
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

  /** Section 4, a range that is moved into one that is itself being moved: no more than that either. */
  @Test
  void aMoveIntoARangeThatIsMoved_keepsEveryItemOnce() throws RejectedException {
    edit(pair.ann, draft -> {
      draft.listMove(LIST, 1, 0);
      draft.listMove(LIST, 2, 1);
    });
    edit(pair.ben, draft -> draft.listMove(LIST, 0, 1));
    pair.exchange();
    assertEquals(values(pair.ann), values(pair.ben));
    assertEquals(3, values(pair.ann).size());
    assertTrue(values(pair.ann).containsAll(List.of("buy milk", "water plants", "phone joe")));
  }

  /** Not in the paper, which does not say what a move does to an item that is deleted at the same time. */
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

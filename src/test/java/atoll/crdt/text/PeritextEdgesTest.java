package atoll.crdt.text;

import static atoll.crdt.text.MarkedPair.clear;
import static atoll.crdt.text.MarkedPair.delete;
import static atoll.crdt.text.MarkedPair.mark;
import static atoll.crdt.text.MarkedPair.type;

import atoll.crdt.Document;
import atoll.crdt.RejectedException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What the essay on Peritext (see {@link PeritextTest}) says under "Inserting text at span boundaries", which is section 4.2.2 of
 * the paper after what others say of it, and the cases of its authors' own tests (github.com/inkandswitch/peritext,
 * test/micromerge.ts) that no numbered example has.
 */
class PeritextEdgesTest {
  private final MarkedPair pair = new MarkedPair("The fox jumped.");
  private final Document alice = pair.alice;
  private final Document bob = pair.bob;

  PeritextEdgesTest() throws RejectedException {}

  /** Where a mark ends because it is taken away from the rest. */
  @Nested
  class TakenFromPart {
    /** The essay's example: what is typed before that part is as what is before it. */
    @Test
    void typedWhereBoldWasTakenFromTheRest_isBold() throws RejectedException {
      mark(alice, 4, 14, "bold");
      clear(alice, 7, 14, "bold");
      type(alice, 7, " suddenly");
      pair.assertBothSee("The {bold}fox suddenly{} jumped.");
    }

    /** The suite, "an insertion at a boundary between bold and unbolded spans". */
    @Test
    void typedWhileBoldIsTakenFromTheRest_isBold() throws RejectedException {
      mark(alice, 4, 14, "bold");
      clear(alice, 7, 14, "bold");
      type(bob, 7, " suddenly");
      pair.assertBothSee("The {bold}fox suddenly{} jumped.");
    }

    /** The suite, "adjacent bold and unbold spans": after what is not bold, before what is. */
    @Test
    void typedAfterThePartThatBoldWasTakenFrom_isPlain() throws RejectedException {
      mark(alice, 0, 15, "bold");
      clear(alice, 4, 7, "bold");
      type(alice, 7, "es");
      pair.assertBothSee("{bold}The {}foxes{bold} jumped.");
    }

    /** The suite, "an insertion at boundary between unbolded and bold spans". */
    @Test
    void typedWhileBoldIsTakenFromWhatIsBefore_isPlain() throws RejectedException {
      mark(alice, 4, 14, "bold");
      clear(alice, 4, 7, "bold");
      type(bob, 7, "es");
      pair.assertBothSee("The foxes{bold} jumped{}.");
    }

    /** The essay: that the rest is no link any more is an edge of the link, and a link does not grow. */
    @Test
    void typedWhereALinkWasTakenFromTheRest_isNotInIt() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      clear(alice, 7, 14, "link");
      type(alice, 7, "es");
      pair.assertBothSee("The {link=a}fox{}es jumped.");
    }

    /** The other edge of it. */
    @Test
    void typedAfterThePartThatALinkWasTakenFrom_isNotInIt() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      clear(alice, 4, 7, "link");
      type(alice, 7, "es");
      pair.assertBothSee("The foxes{link=a} jumped{}.");
    }

    /** The suite, "bold and unbold where unbold is inside the bold": it was not bold yet for who takes it away. */
    @Test
    void boldTakenFromAWordWhileAllIsMadeBold_isNotOnThatWord() throws RejectedException {
      mark(alice, 0, 15, "bold");
      clear(bob, 4, 7, "bold");
      pair.assertBothSee("{bold}The {}fox{bold} jumped.");
    }
  }

  /** Where two marks meet. */
  @Nested
  class Meeting {
    /** The suite, "grows only bold, when bold and link end at the same position". */
    @Test
    void typedWhereALinkAndBoldEnd_isBoldAndNotInTheLink() throws RejectedException {
      mark(alice, 4, 7, "link", "a");
      mark(alice, 4, 7, "bold");
      type(alice, 7, "es");
      pair.assertBothSee("The {bold link=a}fox{bold}es{} jumped.");
    }

    @Test
    void typedWhereBoldAndThenALinkEnd_isBoldAndNotInTheLink() throws RejectedException {
      mark(alice, 4, 7, "bold");
      mark(alice, 4, 7, "link", "a");
      type(alice, 7, "es");
      pair.assertBothSee("The {bold link=a}fox{bold}es{} jumped.");
    }

    /** The suite, "insertion where one mark ends and another begins". */
    @Test
    void typedWhereBoldEndsAndItalicBegins_isBold() throws RejectedException {
      mark(alice, 4, 7, "bold");
      mark(alice, 7, 14, "italic");
      type(bob, 7, "es");
      pair.assertBothSee("The {bold}foxes{italic} jumped{}.");
    }

    /** The suite, "concurrent adjacent formatting ops". */
    @Test
    void neighboursMadeBoldByEach_areBold() throws RejectedException {
      mark(alice, 4, 5, "bold");
      mark(bob, 5, 6, "bold");
      pair.assertBothSee("The {bold}fo{}x jumped.");
    }

    /** The suite, "two concurrent links end at the same place". */
    @Test
    void linksOfBothThatEndTogether_areOneOfThemWhereBothAre() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      mark(bob, 8, 14, "link", "b");
      pair.assertBothSee("The {link=a}fox {link=b}jumped{}.");
    }
  }

  /** Where what a mark ended with is deleted. */
  @Nested
  class Deleted {
    /** The essay's example (the paper's figure 6). */
    @Test
    void typedWhereTheEndOfALinkWasDeleted_isNotInIt() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      pair.exchange();
      delete(alice, 8, 6);
      type(alice, 8, "frolicked");
      type(bob, 15, "!");
      pair.assertBothSee("The {link=a}fox {}frolicked.!");
    }

    /** The same with bold, which goes on over it. */
    @Test
    void typedWhereTheEndOfBoldWasDeleted_isBold() throws RejectedException {
      mark(alice, 4, 14, "bold");
      pair.exchange();
      delete(alice, 8, 6);
      type(alice, 8, "frolicked");
      type(bob, 15, "!");
      pair.assertBothSee("The {bold}fox frolicked{}.!");
    }

    /** The suite, "spans where the boundary is a tombstone": both edges of the link are gone. */
    @Test
    void typedWhereBothEdgesOfALinkWereDeleted_isNotInIt() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      delete(alice, 13, 1);
      delete(alice, 4, 1);
      type(alice, 12, "s");
      pair.assertBothSee("The {link=a}ox jumpe{}s.");
    }

    /**
     * The essay allows for any outcome where several marks end in what was deleted. The authors' prototype makes such a text bold
     * with a mark of which nothing is left (their issue 32); here the place is taken where no mark is wrong.
     */
    @Test
    void typedWhereALinkEndsAndBoldWasDeletedWhole_isPlain() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      mark(alice, 8, 14, "bold");
      delete(alice, 8, 6);
      type(alice, 8, "ran");
      pair.assertBothSee("The {link=a}fox {}ran.");
    }

    /** The suite, "spans that have been collapsed to zero width": a mark of which nothing is left takes nothing in. */
    @Test
    void typedWhereAllMarkedTextWasDeleted_isPlain() throws RejectedException {
      mark(alice, 4, 8, "bold");
      delete(alice, 4, 4);
      type(bob, 15, "!");
      pair.exchange();
      type(alice, 4, "dog ");
      pair.assertBothSee("The dog jumped.!");
    }

    /** The suite, "an addMark boundary that is a tombstone": typed within while the edges are marked and deleted. */
    @Test
    void typedInsideOfEdgesThatAreDeletedMeanwhile_isBold() throws RejectedException {
      type(alice, 7, "]");
      type(alice, 4, "[");
      pair.exchange();
      mark(alice, 4, 9, "bold");
      delete(alice, 8, 1);
      delete(alice, 4, 1);
      type(bob, 8, "_");
      type(bob, 5, "_");
      pair.assertBothSee("The {bold}_fox_{} jumped.");
    }

    /** The suite, "an insertion into a deleted span with mark": the new letter is where bold was when it was typed. */
    @Test
    void typedWithinBoldThatIsDeletedMeanwhile_isBold() throws RejectedException {
      mark(alice, 4, 7, "bold");
      pair.exchange();
      delete(alice, 4, 3);
      delete(bob, 5, 1);
      type(bob, 5, "i");
      pair.assertBothSee("The {bold}i{} jumped.");
    }

    /** The suite, "formatting on a deleted span". */
    @Test
    void markedWhileItIsDeleted_leavesNothingOfTheMark() throws RejectedException {
      delete(alice, 4, 4);
      mark(bob, 4, 7, "bold");
      pair.assertBothSee("The jumped.");
    }

    /** The suite, "a mark which starts and ends after the visible sequence". */
    @Test
    void linksThatBeginAndEndInDeletedText_areOnWhatIsLeft() throws RejectedException {
      mark(alice, 4, 8, "link", "a");
      delete(alice, 8, 7);
      delete(alice, 3, 3);
      mark(bob, 6, 15, "link", "a");
      pair.assertBothSee("The{link=a}x ");
    }
  }

  /**
   * Where it is not as the essay would have it, for which a mark is anchored at characters. Here its boundaries lie among the
   * characters (docs/adr/0010), in an order that is part of the format; one that is put in after another stays with that one, and
   * what a third puts in at the same time comes before or after both.
   */
  @Nested
  class NotAsInTheEssay {
    /** There it is outside. Who types within a link has meant to. */
    @Test
    void typedWithinALinkThatIsTakenFromTheRestMeanwhile_staysInIt() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      pair.exchange();
      clear(alice, 7, 14, "link");
      type(bob, 7, "es");
      pair.assertBothSee("The {link=a}foxes{} jumped.");
    }

    /** There it is bold: the end of bold stays with that of the link, before which nothing is put in at the same time. */
    @Test
    void typedWhileALinkAndThenBoldAreSet_isInNeither() throws RejectedException {
      mark(alice, 4, 7, "link", "a");
      mark(alice, 4, 7, "bold");
      type(bob, 7, "es");
      pair.assertBothSee("The {bold link=a}fox{}es jumped.");
    }

    /** There it is bold and not in the link: the end of the link stays with that of bold. */
    @Test
    void typedWhileBoldAndThenALinkAreSet_isInBoth() throws RejectedException {
      mark(alice, 4, 7, "bold");
      mark(alice, 4, 7, "link", "a");
      type(bob, 7, "es");
      pair.assertBothSee("The {bold link=a}foxes{} jumped.");
    }

    /** There it is in no link: it stays with the end of its writer's own, and the other's ends after both, having the greater id. */
    @Test
    void typedAfterALinkThatAnothersEndsWithMeanwhile_isInTheOthers() throws RejectedException {
      mark(alice, 4, 14, "link", "a");
      mark(bob, 8, 14, "link", "b");
      type(alice, 14, " off");
      pair.assertBothSee("The {link=a}fox {link=b}jumped off{}.");
    }
  }
}

package atoll.crdt.text;

import static atoll.crdt.text.MarkedPair.clear;
import static atoll.crdt.text.MarkedPair.mark;
import static atoll.crdt.text.MarkedPair.type;

import atoll.crdt.Document;
import atoll.crdt.RejectedException;
import atoll.crdt.Value;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a merge is to keep of what was meant: all examples of Litt, Lim, Kleppmann and van Hardenberg, "Peritext", by the numbers
 * and headings of the essay of 2021 (inkandswitch.com/peritext). The paper (CSCW 2022, article 531) was not at hand; after what
 * others say of it, its examples 1 to 8 are the essay's 2 to 9, and its sections 3.1 to 3.3 the essay's headings from "Concurrent
 * formatting and insertion" on. Where bold ends in other ways is in {@link PeritextEdgesTest}.
 */
class PeritextTest {
  private MarkedPair pair;
  private Document alice;
  private Document bob;

  @BeforeEach
  void aSentenceThatBothHave() throws RejectedException {
    pair = new MarkedPair("The fox jumped.");
    alice = pair.alice;
    bob = pair.bob;
  }

  /** Plaintext insertions, example 1. */
  @Test
  void twoInsertionsAtOnce_standWhereEachWasTyped() throws RejectedException {
    type(alice, 4, "quick ");
    type(bob, 14, " over the dog");
    pair.assertBothSee("The quick fox jumped over the dog.");
  }

  /** Concurrent formatting and insertion, example 2 (the paper's 1, section 3.1). */
  @Test
  void insertionIntoWhatIsMadeBold_isBold() throws RejectedException {
    mark(alice, 0, 15, "bold");
    type(bob, 4, "brown ");
    pair.assertBothSee("{bold}The brown fox jumped.");
  }

  /**
   * Overlapping formatting, example 3 (the paper's 2, section 3.2). The same as Markdown and as control characters is what the
   * essay shows to go wrong, under "Limitations of existing CRDTs".
   */
  @Test
  void overlappingBold_isTheUnion() throws RejectedException {
    mark(alice, 0, 7, "bold");
    mark(bob, 4, 15, "bold");
    pair.assertBothSee("{bold}The fox jumped.");
  }

  /** Overlapping formatting, example 4 (the paper's 3, section 3.2). */
  @Test
  void boldAndItalicOverlapping_areBothThere() throws RejectedException {
    mark(alice, 0, 7, "bold");
    mark(bob, 4, 15, "italic");
    pair.assertBothSee("{bold}The {bold italic}fox{italic} jumped.");
  }

  /** Format spans in a JSON document: the word that both format would be there twice. */
  @Test
  void oneWordFormattedByBoth_isThereOnce() throws RejectedException {
    mark(alice, 8, 15, "bold");
    mark(bob, 8, 15, "italic");
    pair.assertBothSee("The fox {bold italic}jumped.");
  }

  /** Conflicting overlaps, example 5 (the paper's 4, section 3.2.1): either colour will do where both set one; here Bob's. */
  @Test
  void twoColoursAtOnce_oneWinsForBothWhereTheyOverlap() throws RejectedException {
    mark(alice, 0, 7, "color", "red");
    mark(bob, 4, 14, "color", "blue");
    pair.assertBothSee("{color=red}The {color=blue}fox jumped{}.");
  }

  /** Example 5 again: who sets the colour once more after that has the last word. */
  @Test
  void aColourSetAfterTheConflict_decides() throws RejectedException {
    mark(alice, 0, 7, "color", "red");
    mark(bob, 4, 14, "color", "blue");
    pair.exchange();
    mark(alice, 4, 7, "color", "green");
    pair.assertBothSee("{color=red}The {color=green}fox{color=blue} jumped{}.");
  }

  /**
   * Conflicting overlaps, example 6 (the paper's 5, section 3.2.1): what only one has said holds, and the last word is one of the
   * two; here Alice's, who has written more.
   */
  @Test
  void boldAndNotBoldAtOnce_oneWinsForBoth() throws RejectedException {
    boldButForTheLastTwoWords(alice);
    mark(bob, 8, 15, "bold");
    pair.assertBothSee("{bold}The {}fox jumped.");
  }

  /** Example 6, the other outcome: Bob's, who has written more. */
  @Test
  void boldAfterSomethingElse_winsForBoth() throws RejectedException {
    type(bob, 15, "!");
    MarkedPair.delete(bob, 15, 1);
    boldButForTheLastTwoWords(alice);
    mark(bob, 8, 15, "bold");
    pair.assertBothSee("{bold}The {}fox {bold}jumped.");
  }

  /** The same, each having changed their mind (the paper, section 3.2.1): only what each said last is in conflict. */
  @Test
  void colouredSeveralTimesByBoth_isWhatOneOfThemSaidLast() throws RejectedException {
    mark(alice, 4, 7, "color", "red");
    mark(bob, 4, 7, "color", "green");
    mark(alice, 4, 7, "color", "blue");
    mark(bob, 4, 7, "color", "yellow");
    pair.assertBothSee("The {color=yellow}fox{} jumped.");
  }

  /**
   * Adding control characters to plain text: bold given and taken several times on spans that overlap (this very one is in
   * the paper, section 2.3.3). Boundaries alone would lose that one word was made bold.
   */
  @Test
  void boldTakenFromOverlappingSpansAtOnce_isStillGivenToTheOther() throws RejectedException {
    type(alice, 14, " over the dog");
    mark(alice, 0, 14, "bold");
    pair.exchange();
    clear(alice, 8, 14, "bold");
    clear(bob, 4, 14, "bold");
    mark(bob, 24, 28, "bold");
    pair.assertBothSee("{bold}The {}fox jumped over the {bold}dog.");
  }

  /** Multiple instances of the same mark, example 7 (the paper's 6): each comment is a mark of its own name. */
  @Test
  void overlappingComments_areBothThere() throws RejectedException {
    mark(alice, 0, 7, "comment 1");
    mark(bob, 4, 14, "comment 2");
    pair.assertBothSee("{comment 1}The {comment 1 comment 2}fox{comment 2} jumped{}.");
  }

  /** Text insertion at span boundaries, example 8 (the paper's 7, section 3.3): bold grows at its end, not at its start. */
  @Test
  void typedAtTheEdgesOfBold_growsAtTheEndOnly() throws RejectedException {
    mark(alice, 4, 14, "bold");
    typeAtTheEdges(alice);
    pair.assertBothSee("The quick {bold}fox jumped over the dog{}.");
  }

  /** Example 8 at the same time, whoever has the greater id. */
  @Test
  void typedAtTheEdgesWhileItIsMadeBold_growsAtTheEndOnly() throws RejectedException {
    mark(alice, 4, 14, "bold");
    typeAtTheEdges(bob);
    pair.assertBothSee("The quick {bold}fox jumped over the dog{}.");
  }

  @Test
  void typedByTheLesserWriterWhileItIsMadeBold_growsAtTheEndOnly() throws RejectedException {
    mark(bob, 4, 14, "bold");
    typeAtTheEdges(alice);
    pair.assertBothSee("The quick {bold}fox jumped over the dog{}.");
  }

  /**
   * Example 8, the exception: what comes first in a paragraph is as what follows. The essay has further operations do that, and
   * so here: the engine leaves it plain, the editor says with what is typed which attributes it has.
   */
  @Test
  void typedBeforeBoldAtTheVeryStart_isBoldOnlyIfItsWriterSaysSo() throws RejectedException {
    mark(alice, 0, 7, "bold");
    type(alice, 0, "See: ");
    type(alice, 0, "Ah! ", Map.of("bold", Value.of(true)));
    pair.assertBothSee("{bold}Ah! {}See: {bold}The fox{} jumped.");
  }

  /** Text insertion at span boundaries, example 9 (the paper's 8, section 3.3): a link grows at neither edge. */
  @Test
  void typedAtTheEdgesOfALink_isNotInIt() throws RejectedException {
    mark(alice, 4, 14, "link", "a");
    typeAtTheEdges(alice);
    pair.assertBothSee("The quick {link=a}fox jumped{} over the dog.");
  }

  /** Example 9 with a comment. */
  @Test
  void typedAtTheEdgesOfAComment_isNotInIt() throws RejectedException {
    mark(alice, 4, 14, "comment 1");
    typeAtTheEdges(alice);
    pair.assertBothSee("The quick {comment 1}fox jumped{} over the dog.");
  }

  /** Example 9 at the same time, whoever has the greater id. */
  @Test
  void typedAtTheEdgesWhileItIsLinked_isNotInIt() throws RejectedException {
    mark(alice, 4, 14, "link", "a");
    typeAtTheEdges(bob);
    pair.assertBothSee("The quick {link=a}fox jumped{} over the dog.");
  }

  @Test
  void typedByTheLesserWriterWhileItIsLinked_isNotInIt() throws RejectedException {
    mark(bob, 4, 14, "link", "a");
    typeAtTheEdges(alice);
    pair.assertBothSee("The quick {link=a}fox jumped{} over the dog.");
  }

  /** The paper's table 1, section 3.4: links, as colours, do not overlap; one holds where both are, for both the same. */
  @Test
  void overlappingLinks_areNeverBothInOnePlace() throws RejectedException {
    mark(alice, 0, 7, "link", "a");
    mark(bob, 4, 14, "link", "b");
    pair.assertBothSee("{link=a}The {link=b}fox jumped{}.");
  }

  /** Generating inline formatting operations: another address is another mark on the same span. */
  @Test
  void aLinkSetAgain_hasTheNewAddressAndTheSameEdges() throws RejectedException {
    mark(alice, 4, 14, "link", "a");
    pair.exchange();
    mark(bob, 4, 14, "link", "b");
    typeAtTheEdges(bob);
    pair.assertBothSee("The quick {link=b}fox jumped{} over the dog.");
  }

  private static void boldButForTheLastTwoWords(Document who) {
    mark(who, 0, 15, "bold");
    clear(who, 4, 15, "bold");
  }

  private static void typeAtTheEdges(Document who) {
    type(who, 14, " over the dog");
    type(who, 4, "quick ");
  }
}

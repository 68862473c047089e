package atoll.crdt.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Expand;
import atoll.crdt.Kind;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The eight examples of Litt, Lim, Kleppmann and van Hardenberg, "Peritext" (CSCW 2022, article 531), by their numbers and the
 * sections that they stand in, and what its table 1 and figure 6 add. Spans are written as {@code {bold}text}.
 */
class PeritextTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final Value ON = Value.of(true);

  private final Document alice = Document.create(new ReplicaId(1));
  private final Document bob = Document.create(new ReplicaId(2));

  @BeforeEach
  void write() throws RejectedException {
    edit(alice, draft -> draft.insert(TEXT, 0, "The fox jumped."));
    exchange();
  }

  /** Section 3.1, example 1. */
  @Test
  void example1_insertionIntoWhatIsMadeBold_isBold() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 15, "bold", ON, Expand.END));
    edit(bob, draft -> draft.insert(TEXT, 4, "brown "));
    assertBoth("{bold}The brown fox jumped.");
  }

  /** Section 3.2, example 2. */
  @Test
  void example2_overlappingBold_isTheUnion() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "bold", ON, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "bold", ON, Expand.END));
    assertBoth("{bold}The fox jumped.");
  }

  /** Section 3.2, example 3. */
  @Test
  void example3_boldAndItalicOverlapping_areBothThere() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "bold", ON, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "italic", ON, Expand.END));
    assertBoth("{bold}The {bold italic}fox{italic} jumped.");
  }

  /** Section 3.2.1, example 4: where both set a colour it is one of the two, the same for both; elsewhere each its own. */
  @Test
  void example4_twoColoursAtOnce_oneWinsForBoth() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "color", Value.of("red"), Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "color", Value.of("blue"), Expand.END));
    exchange();
    for (Document document : List.of(alice, bob)) {
      List<TextView.Span> spans = document.text(TEXT).spans();
      assertEquals(List.of("The ", "fox jumped."), chars(spans));
      assertEquals(Value.of("red"), spans.getFirst().attributes().get("color"));
      assertEquals(Value.of("blue"), spans.getLast().attributes().get("color"));
    }
  }

  /**
   * Section 3.2.1, example 5: one makes all bold and then not bold but for the first word, the other makes the last word bold
   * at the same time. What only one has said holds; the last word is one of the two, the same for both.
   */
  @Test
  void example5_boldAndNotBoldAtOnce_oneWinsForBoth() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 15, "bold", ON, Expand.END));
    edit(alice, draft -> draft.mark(TEXT, 3, 15, "bold", Value.NULL, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 8, 15, "bold", ON, Expand.END));
    assertBoth("{bold}The{} fox jumped.");
  }

  /** The same with the other writer's as the later word. */
  @Test
  void example5_boldAfterSomethingElse_winsForBoth() throws RejectedException {
    edit(bob, draft -> draft.insert(TEXT, 15, "!"));
    edit(bob, draft -> draft.delete(TEXT, 15, 1));
    edit(alice, draft -> draft.mark(TEXT, 0, 15, "bold", ON, Expand.END));
    edit(alice, draft -> draft.mark(TEXT, 3, 15, "bold", Value.NULL, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 8, 15, "bold", ON, Expand.END));
    assertBoth("{bold}The{} fox {bold}jumped.");
  }

  /** Section 3.2.2, example 6: each comment is a mark with a name of its own. */
  @Test
  void example6_overlappingComments_areBothThere() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "comment 1", ON, Expand.NONE));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "comment 2", ON, Expand.NONE));
    assertBoth("{comment 1}The {comment 1 comment 2}fox{comment 2} jumped.");
  }

  /** Section 3.3, example 7: bold grows at its end, and not at its start. */
  @Test
  void example7_typedAtTheEdgesOfBold_growsAtTheEndOnly() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 7, "bold", ON, Expand.END));
    edit(alice, draft -> draft.insert(TEXT, 7, "es"));
    edit(alice, draft -> draft.insert(TEXT, 4, "red "));
    assertBoth("{}The red {bold}foxes{} jumped.");
  }

  /** The same at the same time, whoever has the greater id. */
  @Test
  void example7_typedAtTheEdgesWhileItIsMadeBold_growsAtTheEndOnly() throws RejectedException {
    typeAtTheEdgesWhileMarked(alice, bob, Expand.END);
    assertBoth("{}The red {bold}foxes{} jumped.");
  }

  @Test
  void example7_typedByTheLesserWriterWhileItIsMadeBold_growsAtTheEndOnly()
      throws RejectedException {
    typeAtTheEdgesWhileMarked(bob, alice, Expand.END);
    assertBoth("{}The red {bold}foxes{} jumped.");
  }

  /** Section 3.3, example 8: a link grows at neither edge. */
  @Test
  void example8_typedAtTheEdgesOfALink_isNotInIt() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 7, "link", ON, Expand.NONE));
    edit(alice, draft -> draft.insert(TEXT, 7, "es"));
    edit(alice, draft -> draft.insert(TEXT, 4, "red "));
    assertBoth("{}The red {link}fox{}es jumped.");
  }

  /** The same at the same time, whoever has the greater id. */
  @Test
  void example8_typedAtTheEdgesWhileItIsLinked_isNotInIt() throws RejectedException {
    typeAtTheEdgesWhileMarked(alice, bob, Expand.NONE);
    assertBoth("{}The red {bold}fox{}es jumped.");
  }

  @Test
  void example8_typedByTheLesserWriterWhileItIsLinked_isNotInIt() throws RejectedException {
    typeAtTheEdgesWhileMarked(bob, alice, Expand.NONE);
    assertBoth("{}The red {bold}fox{}es jumped.");
  }

  /** Section 3.4, table 1: links, as colours, do not overlap; the later one holds where both are. */
  @Test
  void table1_overlappingLinks_areNeverBothInOnePlace() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "link", Value.of("a"), Expand.NONE));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "link", Value.of("b"), Expand.NONE));
    exchange();
    List<TextView.Span> spans = alice.text(TEXT).spans();
    assertEquals(spans, bob.text(TEXT).spans());
    assertEquals(List.of("The ", "fox jumped."), chars(spans));
    assertEquals(Value.of("b"), spans.getLast().attributes().get("link"));
  }

  /** Section 4.2.2, figure 6: the end of a link is deleted; what is then typed there is not in what is left of it. */
  @Test
  void figure6_typedWhereTheEndOfALinkWasDeleted_isNotInIt() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 14, "link", ON, Expand.NONE));
    exchange();
    edit(alice, draft -> draft.delete(TEXT, 7, 7));
    edit(alice, draft -> draft.insert(TEXT, 7, " ran"));
    edit(bob, draft -> draft.insert(TEXT, 15, "!"));
    assertBoth("{}The {link}fox{} ran.!");
  }

  /** The same with bold, which goes on over it. */
  @Test
  void figure6_typedWhereTheEndOfBoldWasDeleted_isBold() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 14, "bold", ON, Expand.END));
    exchange();
    edit(alice, draft -> draft.delete(TEXT, 7, 7));
    edit(alice, draft -> draft.insert(TEXT, 7, " ran"));
    edit(bob, draft -> draft.insert(TEXT, 15, "!"));
    assertBoth("{}The {bold}fox ran{}.!");
  }

  /** Not in the paper: a mark of which nothing is left does not take in what is typed there later. */
  @Test
  void typedWhereAllMarkedTextWasDeleted_isPlain() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 8, "bold", ON, Expand.END));
    edit(alice, draft -> draft.delete(TEXT, 4, 4));
    edit(bob, draft -> draft.insert(TEXT, 15, "!"));
    exchange();
    edit(alice, draft -> draft.insert(TEXT, 4, "dog "));
    assertBoth("{}The dog jumped.!");
  }

  private static void typeAtTheEdgesWhileMarked(Document marking, Document typing, Expand expand) {
    edit(marking, draft -> draft.mark(TEXT, 4, 7, "bold", ON, expand));
    edit(typing, draft -> draft.insert(TEXT, 7, "es"));
    edit(typing, draft -> draft.insert(TEXT, 4, "red "));
  }

  private static List<String> chars(List<TextView.Span> spans) {
    return spans.stream().map(TextView.Span::chars).toList();
  }

  private static void edit(Document document, Consumer<Draft> edits) {
    Draft draft = document.draft();
    edits.accept(draft);
    document.commit(document.plan(draft));
  }

  private void exchange() throws RejectedException {
    alice.commit(alice.plan(bob.changesSince(alice.frontier())));
    bob.commit(bob.plan(alice.changesSince(bob.frontier())));
  }

  private void assertBoth(String expected) throws RejectedException {
    exchange();
    assertEquals(expected.startsWith("{") ? expected : "{}" + expected, written(alice));
    assertEquals(written(alice), written(bob));
  }

  private static String written(Document document) {
    StringBuilder out = new StringBuilder();
    for (TextView.Span span : document.text(TEXT).spans()) {
      out.append('{')
          .append(String.join(" ", span.attributes().keySet()))
          .append('}')
          .append(span.chars());
    }
    return out.toString();
  }
}

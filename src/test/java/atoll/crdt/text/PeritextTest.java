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
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of Litt et al., "Peritext" (CSCW 2022), section 2 and 3. Spans are written as {@code {bold}text}. */
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

  /** Example 1: formatting and insertion at the same time. */
  @Test
  void example1_insertionIntoWhatIsMadeBold_isBold() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 15, "bold", ON, Expand.END));
    edit(bob, draft -> draft.insert(TEXT, 4, "brown "));
    assertBoth("{bold}The brown fox jumped.");
  }

  /** Example 2: overlapping bold is the union. */
  @Test
  void example2_overlappingBold_isTheUnion() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "bold", ON, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "bold", ON, Expand.END));
    assertBoth("{bold}The fox jumped.");
  }

  /** Example 3: overlapping marks of two kinds are both there. */
  @Test
  void example3_boldAndItalicOverlapping_areBothThere() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "bold", ON, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "italic", ON, Expand.END));
    assertBoth("{bold}The {bold italic}fox{italic} jumped.");
  }

  /** Example 4: of two colours on one place the greater writer's stays, the same for both. */
  @Test
  void example4_twoColoursAtOnce_oneWinsForBoth() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "red", ON, Expand.END));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "red", Value.NULL, Expand.END));
    assertBoth("{red}The {}fox jumped.");
  }

  /** Example 5: bold here and not bold there of what was bold. */
  @Test
  void example5_unboldedByOneWhileItGrows_isAsTheLastSaid() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 15, "bold", ON, Expand.END));
    exchange();
    edit(alice, draft -> draft.mark(TEXT, 0, 15, "bold", Value.NULL, Expand.END));
    edit(bob, draft -> draft.insert(TEXT, 4, "brown "));
    assertBoth("{}The brown fox jumped.");
  }

  /** Example 6: comments of two people that overlap are both there, each a mark with a name of its own. */
  @Test
  void example6_overlappingComments_areBothThere() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 0, 7, "comment 1", ON, Expand.NONE));
    edit(bob, draft -> draft.mark(TEXT, 4, 15, "comment 2", ON, Expand.NONE));
    assertBoth("{comment 1}The {comment 1 comment 2}fox{comment 2} jumped.");
  }

  /** Example 7: what is typed at the end of bold is bold, at its start not. */
  @Test
  void example7_typedAtTheEdgesOfBold_growsAtTheEndOnly() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 7, "bold", ON, Expand.END));
    edit(alice, draft -> draft.insert(TEXT, 7, "es"));
    edit(alice, draft -> draft.insert(TEXT, 4, "red "));
    assertBoth("{}The red {bold}foxes{} jumped.");
  }

  /** Example 8: what is typed at the end of a link is not in it. */
  @Test
  void example8_typedAtTheEdgesOfALink_isNotInIt() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 7, "link", ON, Expand.NONE));
    edit(alice, draft -> draft.insert(TEXT, 7, "es"));
    edit(alice, draft -> draft.insert(TEXT, 4, "red "));
    assertBoth("{}The red {link}fox{}es jumped.");
  }

  /** Example 7 at the same time (section 3.3, figure 6): whoever has the greater id, bold grows at its end only. */
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

  /** Example 8 at the same time (section 3.3, figure 7): nothing typed at the edges of a link is in it. */
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

  private static void typeAtTheEdgesWhileMarked(Document marking, Document typing, Expand expand) {
    edit(marking, draft -> draft.mark(TEXT, 4, 7, "bold", ON, expand));
    edit(typing, draft -> draft.insert(TEXT, 7, "es"));
    edit(typing, draft -> draft.insert(TEXT, 4, "red "));
  }

  /** Section 3.3: a mark whose characters were all deleted does not take in what is typed there later. */
  @Test
  void section3_typedWhereMarkedTextWasDeleted_isPlain() throws RejectedException {
    edit(alice, draft -> draft.mark(TEXT, 4, 8, "bold", ON, Expand.END));
    edit(alice, draft -> draft.delete(TEXT, 4, 4));
    edit(bob, draft -> draft.insert(TEXT, 15, "!"));
    exchange();
    edit(alice, draft -> draft.insert(TEXT, 4, "dog "));
    assertBoth("{}The dog jumped.!");
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

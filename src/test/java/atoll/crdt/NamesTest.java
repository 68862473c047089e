package atoll.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException.Reason;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What names a writer, an operation, a version, a place and a container, as somebody else reads it. */
class NamesTest {
  private static final ReplicaId SMALL = new ReplicaId(1);
  private static final ReplicaId LARGE = new ReplicaId(-1);
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");

  @Test
  void aReplica_isReadAsItIsWritten() {
    assertEquals("ffffffffffffffff", LARGE.toString());
    assertEquals(LARGE, ReplicaId.parse("ffffffffffffffff"));
    assertEquals(1, ReplicaId.parse(SMALL.toString()).value());
    for (String wrong : List.of("", "1", "FFFFFFFFFFFFFFFF", "fffffffffffffffg")) {
      assertThrows(IllegalArgumentException.class, () -> ReplicaId.parse(wrong), wrong);
    }
  }

  @Test
  void replicas_areInTheOrderOfTheirBytesWithoutASign() {
    assertTrue(SMALL.compareTo(LARGE) < 0);
    assertEquals(0, LARGE.compareTo(new ReplicaId(-1)));
  }

  @Test
  void anOperation_isReadAsItIsWritten() {
    OpId id = new OpId(LARGE, 71);
    assertEquals("ffffffffffffffff-1z", id.toString());
    assertEquals(id, OpId.parse("ffffffffffffffff-1z"));
    assertEquals(id.hashCode(), OpId.parse(id.toString()).hashCode());
    for (String wrong : List.of("", "ffffffffffffffff", "ffffffffffffffff-01", "f-1", "-1")) {
      assertThrows(IllegalArgumentException.class, () -> OpId.parse(wrong), wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> new OpId(SMALL, -1));
  }

  @Test
  void operations_areInTheOrderOfTheirReplicasAndThenOfTheirCounters() {
    OpId first = new OpId(SMALL, 2);
    assertTrue(first.compareTo(new OpId(SMALL, 3)) < 0);
    assertTrue(first.compareTo(new OpId(LARGE, 0)) < 0);
    assertNotEquals(first, new OpId(SMALL, 3));
    assertNotEquals(first, new OpId(LARGE, 2));
  }

  @Test
  void aFrontier_isSortedWithoutDoublesAndReadAsItIsWritten() throws RejectedException {
    OpId one = new OpId(SMALL, 5);
    OpId two = new OpId(LARGE, 300);
    Frontier both = Frontier.of(two, one, two);
    assertEquals(List.of(one, two), both.ids());
    assertEquals(both, Frontier.of(List.of(one, two)));
    assertEquals(both, Frontier.parse(both.toBytes()));
    assertEquals(both, Frontier.parseText(both.toText()));
    assertEquals(both.hashCode(), Frontier.parse(both.toBytes()).hashCode());
    assertNotEquals(both, Frontier.of(one));
    assertFalse(both.isEmpty());
    assertTrue(Frontier.EMPTY.isEmpty());
    assertEquals(Frontier.EMPTY, Frontier.parse(Frontier.EMPTY.toBytes()));
    assertEquals(Frontier.EMPTY, Frontier.of(List.of()));
  }

  @Test
  void aFrontierOutOfOrder_isRejected() {
    byte[] bytes = Frontier.of(new OpId(SMALL, 5), new OpId(LARGE, 5)).toBytes();
    byte[] turned = bytes.clone();
    int half = (bytes.length - 1) / 2;
    System.arraycopy(bytes, 1, turned, 1 + half, half);
    System.arraycopy(bytes, 1 + half, turned, 1, half);
    assertEquals(
        Reason.MALFORMED,
        assertThrows(RejectedException.class, () -> Frontier.parse(turned)).reason());
    assertThrows(RejectedException.class, () -> Frontier.parseText("no base64!"));
  }

  @Test
  void anAnchor_isReadAsItIsWritten() throws RejectedException {
    for (Side side : Side.values()) {
      for (Anchor anchor : List.of(
          new Anchor(TEXT, new OpId(LARGE, 7), side),
          new Anchor(ContainerId.nested(new OpId(SMALL, 0), Kind.TEXT), null, side))) {
        assertEquals(anchor, Anchor.parse(anchor.toBytes()));
      }
    }
    byte[] ofAMap = new Anchor(ContainerId.root(Kind.MAP, "m"), null, Side.LEFT).toBytes();
    assertThrows(RejectedException.class, () -> Anchor.parse(ofAMap));
  }

  @Test
  void containers_areToldApartByNameMakerAndKind() {
    OpId maker = new OpId(SMALL, 0);
    assertEquals(ContainerId.root(Kind.TEXT, "text"), TEXT);
    assertNotEquals(ContainerId.root(Kind.MAP, "text"), TEXT);
    assertNotEquals(ContainerId.root(Kind.TEXT, "other"), TEXT);
    assertEquals(Kind.LIST, ContainerId.nested(maker, Kind.LIST).kind());
    assertNotEquals(
        ContainerId.nested(maker, Kind.LIST), ContainerId.nested(new OpId(SMALL, 1), Kind.LIST));
  }

  @Test
  void values_areWhatTheyWereMadeOf() {
    assertEquals(new Value.Bool(true), Value.of(true));
    assertEquals(new Value.Int(7), Value.of(7));
    assertEquals(new Value.Real(0.5), Value.of(0.5));
    assertEquals(new Value.Text("t"), Value.of("t"));
    assertEquals(new Value.Bytes(new byte[] {1}), Value.of(new byte[] {1}));
    assertEquals(new Value.Array(List.of(Value.NULL)), Value.of(List.of(Value.NULL)));
    var fields = new TreeMap<>(Map.of("f", Value.NULL));
    assertEquals(new Value.Fields(fields), Value.of(fields));
    assertEquals(new Value.Container(Kind.MAP), Value.container(Kind.MAP));
  }

  @Test
  void aChange_namesItsFirstAndLastOperation() throws RejectedException {
    Op op = new Op.InsertText(TEXT, 0, "abc", Collections.emptySortedMap());
    Op mark = new Op.MarkText(TEXT, 0, 2, "bold", Value.of(true), Expand.END);
    Change change = new Change(SMALL, 4, Frontier.of(new OpId(SMALL, 3)), 12, List.of(op, mark));
    assertEquals(5, change.size(), "three characters and two boundaries");
    assertEquals(new OpId(SMALL, 4), change.firstId());
    assertEquals(new OpId(SMALL, 8), change.lastId());
    assertEquals(change, Change.parse(change.toBytes()));
  }
}

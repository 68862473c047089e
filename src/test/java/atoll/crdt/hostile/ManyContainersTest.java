package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Documents of many containers with next to nothing in each: to load them takes no more than 20 times their bytes in memory,
 * also where these are deflated.
 */
class ManyContainersTest {
  private static final ReplicaId AUTHOR = new ReplicaId(1);
  private static final int MANY = 20_000;

  @Test
  void textsOfOneLetter_takeLittle() throws RejectedException {
    assertSmall(MANY, i -> insert(ContainerId.root(Kind.TEXT, Integer.toString(i))));
    assertSmall(MANY, i -> insert(ContainerId.nested(new OpId(AUTHOR, i), Kind.TEXT)));
    assertSmall(MANY, i -> insert(ContainerId.root(Kind.TEXT, String.valueOf((char) (0xe0 + i)))));
  }

  @Test
  void counters_takeLittle() throws RejectedException {
    assertSmall(0, i -> new Op.Add(ContainerId.root(Kind.COUNTER, Integer.toString(i)), 1));
    assertSmall(0, i -> new Op.Add(ContainerId.root(Kind.COUNTER, Integer.toString(i, 36)), 1));
    assertSmall(0, i -> new Op.Add(ContainerId.nested(new OpId(AUTHOR, i), Kind.COUNTER), 1));
  }

  @Test
  void maps_takeLittle() throws RejectedException {
    assertSmall(
        0, i -> new Op.Put(ContainerId.root(Kind.MAP, Integer.toString(i)), "", Value.NULL));
  }

  @Test
  void allKinds_areThereInTheirOrderAndAreFound() throws RejectedException {
    List<Op> ops = new ArrayList<>();
    Set<ContainerId> expected = new LinkedHashSet<>();
    for (int i = 0; i < MANY / 10; i++) {
      ContainerId text = i % 3 == 0
          ? ContainerId.nested(new OpId(AUTHOR, i), Kind.TEXT)
          : ContainerId.root(Kind.TEXT, "é" + i);
      ContainerId counter = ContainerId.root(Kind.COUNTER, "" + i);
      ops.add(insert(text));
      ops.add(new Op.Add(counter, i));
      expected.add(text);
      expected.add(counter);
    }
    byte[] bytes = saved(ops);
    Document loaded = Document.load(bytes, AUTHOR);
    for (int i = 1; i < MANY / 10; i += 7) {
      assertEquals(i, loaded.counter(ContainerId.root(Kind.COUNTER, "" + i)));
    }
    assertEquals("x", loaded.text(ContainerId.root(Kind.TEXT, "é1")).toString());
    assertEquals("", loaded.text(ContainerId.root(Kind.TEXT, "é0")).toString());
    loaded.splice(ContainerId.root(Kind.TEXT, "é1"), 1, 0, "y", 0);
    loaded.splice(ContainerId.root(Kind.TEXT, "new"), 0, 0, "z", 0);
    expected.add(ContainerId.root(Kind.TEXT, "new"));
    assertEquals(List.copyOf(expected), List.copyOf(loaded.containers()));
    Document again = Document.load(loaded.save(), AUTHOR);
    assertEquals("xy", again.text(ContainerId.root(Kind.TEXT, "é1")).toString());
    assertEquals(List.copyOf(expected), List.copyOf(again.containers()));
    assertArrayEquals(loaded.save(), again.save());
  }

  @Test
  void aContainerThatIsNamedTwice_isRefused() throws RejectedException {
    for (String name : List.of("name a", "name ä")) {
      byte[] bytes = saved(List.of(counter(name), counter(name.replace("name", "same"))));
      byte[] twice = replaced(bytes, "same", "name");
      RejectedException refused =
          assertThrows(RejectedException.class, () -> Document.load(twice, AUTHOR));
      assertEquals(Reason.MALFORMED, refused.reason());
      assertTrue(refused.getMessage().contains("named twice"), refused.getMessage());
    }
  }

  private static Op counter(String name) {
    return new Op.Add(ContainerId.root(Kind.COUNTER, name), 1);
  }

  private static byte[] replaced(byte[] document, String from, String to) throws RejectedException {
    String bytes = new String(Inflated.of(document, 0), StandardCharsets.ISO_8859_1);
    return Sealed.withChecksum(bytes.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Op insert(ContainerId text) {
    return new Op.InsertText(text, 0, "x", Collections.emptySortedMap());
  }

  private static void assertSmall(int texts, IntFunction<Op> op) throws RejectedException {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ops.add(op.apply(i));
    }
    byte[] deflated = saved(ops);
    byte[] inflated = Inflated.of(deflated, texts);
    Taken.assertSmall(inflated, () -> Document.load(inflated, AUTHOR));
    Taken.assertSmall(deflated, () -> Document.load(deflated, AUTHOR));
  }

  private static byte[] saved(List<Op> ops) throws RejectedException {
    Change change = new Change(AUTHOR, 0, Frontier.EMPTY, 0, ops);
    Document document = Document.create(AUTHOR);
    document.commit(document.plan(List.of(Change.parse(change.toBytes()))));
    return document.save();
  }
}

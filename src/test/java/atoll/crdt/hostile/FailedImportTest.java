package atoll.crdt.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crdt.fuzz.Picture;
import atoll.crdt.list.ListState;
import atoll.crdt.map.MapState;
import atoll.crdt.structure.Ancestry;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Structure;
import atoll.crdt.tree.TreeState;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failure between any two steps of an import leaves what was there. */
class FailedImportTest {
  private static final ContainerId TEXT = ContainerId.root(Kind.TEXT, "text");
  private static final ContainerId LIST = ContainerId.root(Kind.LIST, "list");
  private static final ContainerId TREE = ContainerId.root(Kind.TREE, "tree");
  private static final ContainerId MAP = ContainerId.root(Kind.MAP, "map");

  private static final class InjectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Random random = new Random(3);

  @Test
  void aFailureAtAnyChange_leavesTheDocumentAsItWas() throws RejectedException {
    Document source = Document.create(new ReplicaId(1));
    for (int i = 0; i < 30; i++) {
      edit(source, i);
    }
    List<Change> all = source.changesSince(Frontier.EMPTY);
    Document target = Document.create(new ReplicaId(2));
    target.commit(target.plan(all.subList(0, 10)));
    Picture before = Picture.of(target);
    for (int failing = 0; failing < all.size(); failing++) {
      List<Change> broken = failingAt(all, failing);
      assertThrows(InjectedException.class, () -> target.plan(broken));
      assertEquals(before, Picture.of(target));
      assertEquals(all.get(9).lastId(), target.frontier().ids().getFirst());
    }
    target.commit(target.plan(all));
    assertEquals(Picture.of(source), Picture.of(target));
  }

  private static List<Change> failingAt(List<Change> all, int failing) {
    return new AbstractList<>() {
      @Override
      public Change get(int index) {
        if (index == failing) {
          throw new InjectedException();
        }
        return all.get(index);
      }

      @Override
      public int size() {
        return all.size();
      }
    };
  }

  private void edit(Document document, int step) {
    Draft draft = document.draft();
    draft.insert(TEXT, random.nextInt(document.text(TEXT).length() + 1), "text");
    draft.put(MAP, "k" + random.nextInt(3), Value.of(step));
    draft.listInsert(LIST, random.nextInt(document.list(LIST).size() + 1), Value.of(step));
    draft.createNode(TREE, null, 0);
    document.commit(document.plan(draft));
  }

  @ParameterizedTest
  @EnumSource(names = {"MAP", "LIST", "TREE"})
  void aFailureAtAnyStepWithinAContainer_leavesItAsItWas(Kind kind) throws RejectedException {
    Structure structure = switch (kind) {
      case LIST -> new ListState(LIST);
      case TREE -> new TreeState(TREE);
      default -> new MapState(MAP);
    };
    List<Entry> entries = entries(kind);
    structure.stage(entries.subList(0, 10), (earlier, later) -> true).commit();
    Structure before = structure.copy();
    int failing = 0;
    while (stageFailingAt(structure, entries, failing)) {
      assertTrue(before.diff(structure).isEmpty(), "after a failure at step " + failing);
      failing++;
    }
    assertTrue(failing > 10, failing + " steps");
  }

  private static boolean stageFailingAt(Structure structure, List<Entry> entries, int failing)
      throws RejectedException {
    int[] steps = new int[1];
    Ancestry ancestry = (earlier, later) -> {
      if (steps[0]++ == failing) {
        throw new InjectedException();
      }
      return true;
    };
    try {
      structure.stage(entries.subList(10, entries.size()), ancestry);
      return false;
    } catch (InjectedException e) {
      return true;
    }
  }

  private List<Entry> entries(Kind kind) {
    Document document = Document.create(new ReplicaId(1));
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Draft draft = document.draft();
      switch (kind) {
        case MAP -> draft.put(MAP, "k" + random.nextInt(3), Value.of(i));
        case LIST -> {
          if (i < 5) {
            draft.listInsert(LIST, 0, Value.of(i));
          } else {
            draft.listMove(LIST, random.nextInt(5), random.nextInt(5));
          }
        }
        default -> {
          List<OpId> top = document.tree(TREE).children(null);
          if (i < 5) {
            draft.createNode(TREE, null, 0);
          } else {
            draft.moveNode(TREE, top.get(random.nextInt(5)), null, random.nextInt(5));
          }
        }
      }
      ops.addAll(document.commit(document.plan(draft)).changes().getFirst().ops());
    }
    List<Entry> entries = new ArrayList<>();
    for (Op op : ops) {
      entries.add(new Entry(new OpId(new ReplicaId(1), entries.size()), entries.size(), op));
    }
    return entries;
  }
}

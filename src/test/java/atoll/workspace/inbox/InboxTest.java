package atoll.workspace.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crdt.Frontier;
import atoll.crdt.ReplicaId;
import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.memory.MemoryStore;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.TestSeal;
import atoll.workspace.TreeService;
import atoll.workspace.comments.CommentService;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.page.Delta;
import atoll.workspace.page.PageService;
import atoll.workspace.watch.PageWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Devices that exchange what they wrote; each reads its pages when the test says so. */
class InboxTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final SortedMap<String, Value> NOTHING = new TreeMap<>();
  private static final String THREAD = "thread00";
  private static final String FIRST_ADA = "0a".repeat(32);
  private static final String OTHER_ADA = "0b".repeat(32);
  private static final Map<String, String> CALLED = Map.of(OTHER_ADA, "Ada King");

  private final Device ada = new Device("Ada");
  private final Device ben = new Device("Ben");
  private final NodeId page = ada.tree.create(Optional.empty(), 0, NodeKind.PAGE, "Plan");

  @AfterEach
  void close() {
    ada.funnel.close();
    ben.funnel.close();
  }

  @Test
  void mentionByAnother_isToldWithItsLine() {
    ada.write(page, text("first\nAsk "), person("Ben"), text(" and "), person("Ada"));
    meet(ada, ben);
    assertEquals("MENTION Plan: Ask @Ben and …", ben.shown());
    assertEquals("", ada.shown());
  }

  @Test
  void replyInAThreadOfOnesOwn_isTold() {
    ada.comment(page, "first000", "Why?");
    meet(ada, ben);
    assertEquals("", ben.shown());
    ben.comment(page, "second00", "Because.");
    meet(ben, ada);
    assertEquals("REPLY Plan: Because.", ada.shown());
    assertEquals("", ben.shown());
  }

  @Test
  void nameInAComment_isToldWhereItIsAWordOfItsOwn() {
    ada.comment(page, "first000", "mail me@Ben or @Benjamin");
    meet(ada, ben);
    assertEquals("", ben.shown());
    ada.comment(page, "second00", "What do you say, @ben?");
    meet(ada, ben);
    assertEquals("COMMENT Plan: What do you say, @ben?", ben.shown());
  }

  @Test
  void whatWasRead_isReadOnEveryDeviceOfThePerson() {
    Device other = new Device("Ben");
    ada.write(page, person("Ben"));
    meet(ada, ben);
    meet(ada, other);
    assertEquals(1, other.inbox().unread());
    ben.inbox().mark(List.of(ben.inbox().notes().getFirst().id()), true).join();
    meet(ben, other);
    assertEquals("(read) MENTION Plan: @Ben", other.shown());
    other.inbox().mark(List.of(other.inbox().notes().getFirst().id()), false).join();
    meet(other, ben);
    assertEquals("MENTION Plan: @Ben", ben.shown());
    other.funnel.close();
  }

  @Test
  void anotherOfTheSameName_isAnother() {
    Map<ReplicaId, String> persons = new HashMap<>();
    Device first = new Device("Ada", "ada-1", persons);
    Device second = new Device("Ada", "ada-2", persons);
    NodeId plan = first.tree.create(Optional.empty(), 0, NodeKind.PAGE, "Plan");
    first.comment(plan, "first000", "Why?");
    meet(first, second);
    assertEquals("", second.shown());
    second.comment(plan, "second00", "Because.");
    second.write(plan, person("Ada"));
    meet(second, first);
    assertEquals("MENTION Plan: @Ada\nREPLY Plan: Because.", sorted(first.shown()));
    assertEquals("", second.shown());
    List<String> ids = first.inbox().notes().stream().map(Note::id).toList();
    first.inbox().mark(ids, true).join();
    meet(first, second);
    first.comment(plan, "third000", "I see, @Ada.");
    meet(first, second);
    assertEquals("COMMENT Plan: I see, @Ada.", second.shown());
    first.funnel.close();
    second.funnel.close();
  }

  @Test
  void mentionWithAnId_isToldToThatPersonAlone_byTheNameOfNow() {
    Map<ReplicaId, String> persons = new HashMap<>();
    Device ben = new Device("Ben", "0c".repeat(32), persons);
    Device first = new Device("Ada", FIRST_ADA, persons);
    Device other = new Device("Ada", OTHER_ADA, persons);
    NodeId plan = ben.tree.create(Optional.empty(), 0, NodeKind.PAGE, "Plan");
    ben.write(plan, text("Ask "), person(FIRST_ADA + ":Ada"));
    ben.comment(plan, "first000", "And you, @{" + OTHER_ADA + ":Ada}?");
    meet(ben, first);
    meet(ben, other);
    assertEquals("MENTION Plan: Ask @Ada", first.shown());
    assertEquals("COMMENT Plan: And you, @Ada King?", other.shown());
    ben.comment(plan, "second00", "All called @Ada.");
    meet(ben, other);
    assertEquals(2, other.inbox().unread());
    List.of(ben, first, other).forEach(device -> device.funnel.close());
  }

  @Test
  void whatOneWroteOnAnotherDevice_isOnesOwnUnderAnyName() {
    Map<ReplicaId, String> persons = new HashMap<>();
    Device old = new Device("Ada", "ada-1", persons);
    Device now = new Device("Ada Byron", "ada-1", persons);
    NodeId plan = old.tree.create(Optional.empty(), 0, NodeKind.PAGE, "Plan");
    old.comment(plan, "first000", "Why, @Ada Byron?");
    meet(old, now);
    assertEquals("", now.shown());
    old.funnel.close();
    now.funnel.close();
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().collect(Collectors.joining("\n"));
  }

  @Test
  void mentionThatIsTakenOut_isToldNoMore() {
    Frontier with = ada.write(page, text("x"), person("Ben"));
    meet(ada, ben);
    assertEquals("MENTION Plan: x@Ben", ben.shown());
    ada.edit(page, with, List.of(new Delta.Keep(1, NOTHING), new Delta.Delete(1)));
    meet(ada, ben);
    assertEquals("", ben.shown());
  }

  @Test
  void pageInTheTrash_tellsNothingUntilItIsRestored() {
    ada.write(page, person("Ben"));
    ada.tree.trash(page);
    meet(ada, ben);
    assertEquals("", ben.shown());
    ada.tree.restore(page);
    meet(ada, ben);
    assertEquals("MENTION Plan: @Ben", ben.shown());
  }

  @Test
  void listener_mayAskForTheNotesOnTheThreadThatTellsIt() {
    List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
    ben.inbox().subscribe(inbox -> heard.add(inbox.unread()));
    ada.write(page, person("Ben"));
    meet(ada, ben);
    ben.tree.rename(page, "Great plan");
    assertEquals(1, heard.getLast());
    ben.inbox().mark(List.of(ben.inbox().notes().getFirst().id()), true).join();
    assertEquals(0, heard.getLast());
  }

  private static void meet(Device from, Device to) {
    to.inbox().notes();
    to.funnel.read(DocumentId.TREE, document -> 0);
    int before = to.taken.getOrDefault(from, 0);
    to.funnel.receive(List.copyOf(from.sent.subList(before, from.sent.size())));
    to.taken.put(from, from.sent.size());
    to.readPages();
  }

  private static Delta.Part text(String chars) {
    return new Delta.Insert(chars, NOTHING);
  }

  private static Delta.Part person(String name) {
    return new Delta.Insert("\ufffc", new TreeMap<>(Map.of("mention", Value.of("person:" + name))));
  }

  private static final class Device {
    final Funnel funnel = TestSeal.funnel(WORKSPACE, new MemoryStore().workspace(WORKSPACE));
    final TreeService tree = new TreeService(funnel);
    final PageService pages = new PageService(funnel);
    final List<Envelope> sent = new ArrayList<>();
    final Map<Device, Integer> taken = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> soon = new ConcurrentLinkedQueue<>();
    private final Inbox inbox;
    private final CommentService comments;

    Device(String name) {
      this(name, name, new HashMap<>());
    }

    /** @param persons whose log is whose, as far as the device knows */
    Device(String name, String person, Map<ReplicaId, String> persons) {
      persons.put(funnel.self(), person);
      Persons known = new Persons() {
        @Override
        public String self() {
          return person;
        }

        @Override
        public Optional<String> writer(ReplicaId log) {
          return Optional.ofNullable(persons.get(log));
        }

        @Override
        public Optional<String> name(String id) {
          return Optional.ofNullable(CALLED.get(id));
        }
      };
      inbox = new Inbox(funnel, tree, new PageWatch(funnel, tree, soon::add), () -> name, known);
      comments = new CommentService(funnel, () -> name, () -> Instant.EPOCH);
      funnel.onStored(sent::addAll);
    }

    Inbox inbox() {
      return inbox;
    }

    void readPages() {
      for (Runnable next = soon.poll(); next != null; next = soon.poll()) {
        next.run();
      }
    }

    Frontier write(NodeId page, Delta.Part... parts) {
      return edit(page, pages.state(page.document()).version(), List.of(parts));
    }

    Frontier edit(NodeId page, Frontier base, List<Delta.Part> parts) {
      return pages
          .edit(page.document(), base, new Delta(parts, NOTHING), Optional.empty())
          .join()
          .after();
    }

    void comment(NodeId page, String id, String text) {
      comments.add(page.document(), THREAD, id, "noon", text).join();
    }

    String shown() {
      inbox.notes();
      // What is asked for soon is there when the funnel has done something else.
      funnel.read(DocumentId.TREE, document -> 0);
      readPages();
      List<String> lines = new ArrayList<>();
      for (Note note : inbox.notes()) {
        lines.add((note.read() ? "(read) " : "") + note.kind() + " " + inbox.title(note) + ": "
            + note.text());
      }
      return String.join("\n", lines);
    }
  }
}

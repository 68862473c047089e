package atoll.crdt.history;

import atoll.crdt.Change;
import atoll.crdt.ContainerId;
import atoll.crdt.Frontier;
import atoll.crdt.Kind;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.Sections;
import atoll.crdt.graph.CausalGraph;
import atoll.crdt.graph.ChangeIndex;
import atoll.crdt.graph.RunMap;
import atoll.crdt.structure.Ancestry;
import atoll.crdt.structure.Entry;
import atoll.crdt.text.TextUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that was ever done to a document, in columns over the local versions. */
final class History implements Ancestry {
  final CausalGraph graph = new CausalGraph();
  final ChangeIndex changes = new ChangeIndex();
  final RunMap times = new RunMap();
  /** For every lv the number of the container that it is about, -1 for none. */
  final RunMap containers = new RunMap();

  final Names names = new Names();
  /** The texts by the number of their container; null for what is not a text. */
  final ArrayList<@Nullable TextUnit> texts = new ArrayList<>();

  private OpStore others = new OpStore();
  private Sections.@Nullable Packed saved;
  private int[] checkedVersion = {};
  private @Nullable ContainerId lastName;
  private int lastNumber;

  /** Says where the operations that are not on texts are, to be read when they are first needed. */
  void saved(Sections.Packed packed) throws RejectedException {
    if (packed.length() > 1) {
      saved = packed;
    } else {
      // There are none: no need to keep the bytes.
      others = SnapshotReader.others(packed, this);
    }
  }

  /** The operations that are not on texts. */
  OpStore others() {
    Sections.Packed packed = saved;
    if (packed != null) {
      try {
        others = SnapshotReader.others(packed, this);
      } catch (RejectedException e) {
        throw new IllegalStateException("the operations are not what was saved", e);
      }
      saved = null;
    }
    return others;
  }

  /** The number of a container, a new one if it has none. */
  int number(ContainerId id) {
    if (id.equals(lastName)) {
      return lastNumber;
    }
    int found = names.find(id);
    if (found < 0) {
      found = names.add(id);
      texts.add(newText(id));
    }
    lastName = null;
    lastNumber = found;
    lastName = id;
    return lastNumber;
  }

  private @Nullable TextUnit newText(ContainerId id) {
    return id.kind() == Kind.TEXT ? new TextUnit(id, graph) : null;
  }

  /** Reads that many containers, where there are none. */
  void readNames(ByteReader in, int count) throws RejectedException {
    names.read(in, count);
    texts.ensureCapacity(count);
    for (int number = 0; number < count; number++) {
      texts.add(names.kind(number) == Kind.TEXT ? newText(names.get(number)) : null);
    }
  }

  /** Forgets the containers from that number on. */
  void truncateNames(int count) {
    lastName = null;
    while (texts.size() > count) {
      texts.removeLast();
    }
    names.truncate(count);
  }

  /** The text, or null if nobody has written to it. */
  @Nullable
  TextUnit findText(ContainerId id) {
    int number = id.equals(lastName) ? lastNumber : names.find(id);
    return number < 0 ? null : texts.get(number);
  }

  TextUnit text(int number) {
    TextUnit found = texts.get(number);
    if (found == null) {
      throw new IllegalStateException(names.get(number) + " is not a text");
    }
    return found;
  }

  Frontier frontier() {
    return frontier(graph.heads());
  }

  Frontier frontier(int[] version) {
    if (version.length == 1) {
      return Frontier.of(graph.id(version[0]));
    }
    List<OpId> ids = new ArrayList<>(version.length);
    for (int lv : version) {
      ids.add(graph.id(lv));
    }
    return Frontier.of(ids);
  }

  /** An operation that is not on a text, with its place among all. */
  Entry entry(int i) {
    int lv = others().lv(i);
    return new Entry(graph.id(lv), graph.lamport(lv), others().op(i));
  }

  /** What is left of the operations before the beginning of a trimmed history, but for those on texts. */
  List<Entry> beforeTrimmed() {
    return IntStream.range(0, others().from(graph.trimmed()))
        .mapToObj(this::entry)
        .toList();
  }

  /** The operations with lvs from {@code start} to before {@code end} that are not on texts, by what they are about. */
  Map<ContainerId, List<Entry>> entries(int start, int end) {
    Map<ContainerId, List<Entry>> entries = new LinkedHashMap<>();
    int last = others().from(end);
    for (int i = others().from(start); i < last; i++) {
      if (others().op(i) instanceof Op.Targeted targeted) {
        entries.computeIfAbsent(targeted.target(), id -> new ArrayList<>(1)).add(entry(i));
      }
    }
    return entries;
  }

  /** Whether an operation is here and the last of its change, so that a version may name it. */
  boolean endsChange(OpId id) {
    int lv = graph.lv(id);
    return lv >= 0 && changes.endOf(lv) == lv + 1;
  }

  /** The last operation of a change at or before a version which everything that is not before it follows; -1 for none. */
  int lastShared(int[] version) {
    int last = version.length == 0 ? -1 : graph.criticalAt(version[0]);
    while (last >= 0 && changes.endOf(last) != last + 1) {
      last = graph.criticalAt(changes.startOf(last) - 1);
    }
    return last;
  }

  /** Whether a version does not hold all that was dropped here; one that is not here is not. */
  boolean isTrimmed(Frontier frontier) {
    int last = graph.trimmed() - 1;
    if (last < 0) {
      return false;
    }
    List<OpId> ids = frontier.ids();
    return ids.isEmpty()
        || ids.stream()
            .mapToInt(graph::lv)
            .anyMatch(lv -> lv >= 0 && (lv < last || lv == last && ids.size() > 1));
  }

  /**
   * The version as sorted lvs, or null if one is not here, is not the last of a change, or comes before what was dropped.
   */
  int @Nullable [] version(Frontier frontier) {
    if (isTrimmed(frontier)) {
      return null;
    }
    List<OpId> ids = frontier.ids();
    int[] version = new int[ids.size()];
    for (int i = 0; i < version.length; i++) {
      if (!endsChange(ids.get(i))) {
        return null;
      }
      version[i] = graph.lv(ids.get(i));
    }
    Arrays.sort(version);
    return version;
  }

  /** Whether the graph has the first as an ancestor of the second; kept short for those in one run. */
  @Override
  public boolean precedes(OpId earlier, OpId later) {
    int from = graph.lv(earlier);
    int to = graph.lv(later);
    if (from < 0 || to < from) {
      return false;
    }
    if (checkedVersion.length == 0) {
      checkedVersion = new int[1];
    }
    checkedVersion[0] = to;
    return graph.contains(checkedVersion, from);
  }

  /** One operation before the change that is not here, or null. */
  @Nullable
  OpId firstMissing(Change change) {
    if (graph.next(change.author()) < change.firstCounter()) {
      return new OpId(change.author(), change.firstCounter() - 1);
    }
    for (OpId parent : change.parents().ids()) {
      if (graph.lv(parent) < 0) {
        return parent;
      }
    }
    return null;
  }

  /** The change that holds an lv. */
  Change change(int lv) {
    return new ChangeReader(this).read(changes.startOf(lv), changes.endOf(lv));
  }

  /** Appends a change on the given version; its operations are not looked at yet. */
  void append(Change change, int[] parents) {
    int start = graph.size();
    int size = change.size();
    graph.append(graph.agentOf(change.author()), parents, size);
    changes.append(start, size);
    times.append(start, change.time());
    int lv = start;
    for (Op op : change.ops()) {
      if (op instanceof Op.Targeted targeted) {
        int number = number(targeted.target());
        containers.append(lv, number);
        TextUnit text = texts.get(number);
        if (text == null) {
          others().append(lv, op);
        } else {
          text.stage(lv, op);
        }
      } else {
        containers.append(lv, -1);
        others().append(lv, op);
      }
      lv += op.size();
    }
  }

  /** Drops the operations before {@code lv}, which everything from there on follows, up to what they came to. */
  void trim(int lv, Versions versions) {
    TreeMap<Integer, Op> left = new TreeMap<>();
    for (int i = 0; i < others().size(); i++) {
      Op op = others().op(i);
      if (others().lv(i) >= lv || op instanceof Op.Unknown) {
        left.put(others().lv(i), op);
      }
    }
    entries(0, lv)
        .forEach((id, entries) -> versions
            .structureOf(id, entries)
            .reduced(entries)
            .forEach(entry -> left.put(graph.lv(entry.id()), entry.op())));
    OpStore reduced = new OpStore();
    left.forEach(reduced::append);
    others = reduced;
    for (TextUnit text : texts) {
      if (text != null) {
        text.trim(lv);
      }
    }
    graph.trimTo(lv);
  }

  /** Takes back everything from {@code lv} on. */
  void truncate(int lv, int[] heads, int nameCount) {
    truncateNames(nameCount);
    for (TextUnit text : texts) {
      if (text != null) {
        text.unstage(lv);
      }
    }
    if (saved == null) {
      others.truncate(lv);
    }
    containers.truncate(lv);
    times.truncate(lv);
    changes.truncate(lv);
    graph.truncate(lv, heads);
  }

  /** The same after a commit that failed on the way, with the texts as they come from what is left. */
  void restore(int lv, int[] heads, int nameCount) {
    truncate(lv, heads, nameCount);
    graph.unsettle();
    for (TextUnit text : texts) {
      if (text != null) {
        text.restore(heads);
      }
    }
  }
}

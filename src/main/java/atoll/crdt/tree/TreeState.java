package atoll.crdt.tree;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.OpId;
import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.TreeView;
import atoll.crdt.structure.Ancestry;
import atoll.crdt.structure.Entry;
import atoll.crdt.structure.Ranked;
import atoll.crdt.structure.Simple;
import atoll.crdt.structure.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree whose nodes can be moved: all operations in the order of their stamps, each without effect if it would put a
 * node below itself (Kleppmann et al., TPDS 2022). For what comes late, the later ones are undone and done again, once for
 * all that comes together. Removed nodes stay, out of sight.
 */
public final class TreeState extends Simple<TreeState> implements TreeView {
  private static final int UNCOUNTED = -1;

  private final ContainerId id;
  private Ranked<Logged> log = Ranked.empty(Logged.ORDER);
  private Hierarchy hierarchy = new Hierarchy();
  private int size = UNCOUNTED;

  public TreeState(ContainerId id) {
    this.id = id;
  }

  @Override
  public List<OpId> children(@Nullable OpId parent) {
    return parent == null || contains(parent) ? new Children(hierarchy.copy(), parent) : List.of();
  }

  @Override
  public @Nullable OpId parent(OpId node) {
    return hierarchy.node(node).parent();
  }

  @Override
  public boolean contains(OpId node) {
    return hierarchy.contains(node);
  }

  @Override
  public boolean isRemoved(OpId node) {
    return knows(node) && !contains(node);
  }

  @Override
  public int size() {
    if (size == UNCOUNTED) {
      int count = 0;
      List<Ranked<Node>> todo = new ArrayList<>(List.of(hierarchy.below(null)));
      while (!todo.isEmpty()) {
        Ranked<Node> siblings = todo.removeLast();
        count += siblings.size();
        siblings.asList().forEach(node -> todo.add(hierarchy.below(node.key())));
      }
      size = count;
    }
    return size;
  }

  /** Whether there is such a node, removed or not. */
  public boolean knows(OpId node) {
    return hierarchy.node(node).isKnown();
  }

  /** Whether {@code node} is {@code above} or below it. */
  public boolean isWithin(OpId node, OpId above) {
    return hierarchy.isWithin(node, above);
  }

  /** The position of a node that is there among its siblings, or null. */
  public @Nullable String position(OpId node) {
    Node found = hierarchy.node(node);
    return found.isThere() ? found.position() : null;
  }

  /**
   * A position that comes at {@code index} among the children of {@code parent}, of which {@code moved} is not counted;
   * null if two neighbours share one, so that the later ones must be given new ones first.
   */
  public @Nullable String positionAt(@Nullable OpId parent, int index, @Nullable OpId moved) {
    Ranked<Node> others = others(parent, moved);
    String low = index == 0 ? "" : others.get(index - 1).position();
    String high = index == others.size() ? null : others.get(index).position();
    return high != null && high.compareTo(low) <= 0 ? null : Position.between(low, high);
  }

  /**
   * Operations that give those children of {@code parent} from {@code index} on new positions that share the position of
   * the one before, which concurrent moves can cause.
   */
  public List<Op> spread(@Nullable OpId parent, int index, @Nullable OpId moved) {
    Ranked<Node> others = others(parent, moved);
    String low = others.get(index - 1).position();
    int end = index;
    while (end < others.size() && others.get(end).position().equals(low)) {
      end++;
    }
    String high = end == others.size() ? null : others.get(end).position();
    List<Op> moves = new ArrayList<>();
    for (int i = index; i < end; i++) {
      low = Position.between(low, high);
      moves.add(new Op.TreeMove(id, others.get(i).key(), parent, low));
    }
    return moves;
  }

  private Ranked<Node> others(@Nullable OpId parent, @Nullable OpId moved) {
    Ranked<Node> all = parent == null || contains(parent) ? hierarchy.below(parent) : Siblings.NONE;
    return moved == null ? all : all.without(hierarchy.node(moved));
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  @Override
  public TreeState copy() {
    TreeState copy = new TreeState(id);
    copy.log = log;
    copy.hierarchy = hierarchy.copy();
    copy.size = size;
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) throws RejectedException {
    applyAll(List.of(entry), ancestry);
  }

  @Override
  protected void applyAll(List<Entry> entries, Ancestry ancestry) throws RejectedException {
    Set<OpId> made = new HashSet<>();
    List<Logged> added = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      check(entry, ancestry, made);
      added.add(new Logged(entry.stamp(), entry.op(), null));
    }
    added.sort(Logged.ORDER);
    List<Logged> later = undoAfter(added.getFirst());
    int next = later.size() - 1;
    for (Logged logged : added) {
      while (next >= 0 && later.get(next).stamp().compareTo(logged.stamp()) < 0) {
        perform(later.get(next--), false);
      }
      perform(logged, true);
    }
    while (next >= 0) {
      perform(later.get(next--), false);
    }
    hierarchy.settle();
    size = UNCOUNTED;
  }

  /** Undoes what is later than this, and gives it, the latest first. */
  private List<Logged> undoAfter(Logged first) {
    List<Logged> undone = new ArrayList<>();
    for (int i = log.size() - 1; i >= 0; i--) {
      Logged last = log.get(i);
      if (last.stamp().compareTo(first.stamp()) < 0) {
        break;
      }
      if (last.before() != null) {
        hierarchy.put(last.before());
      }
      undone.add(last);
    }
    return undone;
  }

  private void perform(Logged logged, boolean isNew) {
    Node after = hierarchy.effect(logged);
    Node before = after == null ? null : hierarchy.node(after.key());
    if (isNew || !Objects.equals(before, logged.before())) {
      log = log.with(new Logged(logged.stamp(), logged.op(), before));
    }
    if (after != null) {
      hierarchy.put(after);
    }
  }

  private void check(Entry entry, Ancestry ancestry, Set<OpId> made) throws RejectedException {
    switch (entry.op()) {
      case Op.TreeCreate create -> {
        check(create.parent(), entry, ancestry, made);
        made.add(entry.id());
      }
      case Op.TreeMove move -> {
        check(move.node(), entry, ancestry, made);
        check(move.parent(), entry, ancestry, made);
      }
      case Op.TreeRemove remove -> check(remove.node(), entry, ancestry, made);
      default -> throw new IllegalStateException(entry + " on a tree");
    }
  }

  private void check(@Nullable OpId node, Entry entry, Ancestry ancestry, Set<OpId> made)
      throws RejectedException {
    boolean isKnown = node == null || knows(node) || made.contains(node);
    if (node != null && (!isKnown || !ancestry.precedes(node, entry.id()))) {
      throw new RejectedException(
          Reason.OUT_OF_RANGE, entry.id() + " names " + node + ", which is not before it");
    }
  }

  /**
   * For each node how it was made and the last operation that had an effect on it. A node that was moved later is made at
   * the top: below another it could stand in the way of moves that its own intermediate places made possible.
   */
  @Override
  public List<Entry> reduced(List<Entry> all) {
    Map<OpId, OpId> last = new HashMap<>();
    for (Logged logged : log.asList()) {
      if (logged.before() != null) {
        last.put(logged.node(), logged.stamp().id());
      }
    }
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : all) {
      OpId node = new Logged(entry.stamp(), entry.op(), null).node();
      if (entry.id().equals(last.get(node))) {
        kept.add(entry);
      } else if (entry.op() instanceof Op.TreeCreate create) {
        Op atTheTop = new Op.TreeCreate(create.target(), null, create.position());
        kept.add(new Entry(entry.id(), entry.lamport(), atTheTop));
      }
    }
    return kept;
  }

  @Override
  protected void become(TreeState copy) {
    log = copy.log;
    hierarchy = copy.hierarchy.copy();
    size = copy.size;
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    List<Patch.TreeStep> steps = new TreeDiff(hierarchy, ((TreeState) later).hierarchy).steps();
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Patch.TreePatch(id, steps));
  }
}

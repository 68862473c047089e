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
import atoll.crdt.structure.Simple;
import atoll.crdt.structure.Stamp;
import atoll.crdt.structure.Structure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree whose nodes can be moved: all operations in the order of their stamps, each without effect if it would put a
 * node below itself (Kleppmann et al., TPDS 2022). Removed nodes stay, out of sight.
 */
public final class TreeState extends Simple<TreeState> implements TreeView {
  private record Place(@Nullable OpId parent, boolean removed, String position) {
  }

  private final ContainerId id;
  private TreeMap<Stamp, Op> log = new TreeMap<>();
  private Map<OpId, Place> nodes = new HashMap<>();
  private Map<@Nullable OpId, List<OpId>> children = new HashMap<>();

  public TreeState(ContainerId id) {
    this.id = id;
  }

  @Override
  public List<OpId> children(@Nullable OpId parent) {
    return parent == null || contains(parent) ? below(parent) : List.of();
  }

  @Override
  public @Nullable OpId parent(OpId node) {
    Place place = nodes.get(node);
    return place == null ? null : place.parent();
  }

  @Override
  public boolean contains(OpId node) {
    OpId up = node;
    while (up != null) {
      Place place = nodes.get(up);
      if (place == null || place.removed()) {
        return false;
      }
      up = place.parent();
    }
    return true;
  }

  @Override
  public boolean isRemoved(OpId node) {
    return nodes.containsKey(node) && !contains(node);
  }

  @Override
  public int size() {
    return (int) nodes.keySet().stream().filter(this::contains).count();
  }

  /** Whether there is such a node, removed or not. */
  public boolean knows(OpId node) {
    return nodes.containsKey(node);
  }

  /** Whether {@code node} is {@code above} or below it. */
  public boolean isWithin(OpId node, OpId above) {
    for (OpId up = node; up != null; up = parent(up)) {
      if (up.equals(above)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A position that comes at {@code index} among the children of {@code parent}, of which {@code moved} is not counted;
   * null if two neighbours share one, so that the later ones must be given new ones first.
   */
  public @Nullable String positionAt(@Nullable OpId parent, int index, @Nullable OpId moved) {
    List<OpId> siblings = others(parent, moved);
    String low = index == 0 ? "" : position(siblings.get(index - 1));
    String high = index == siblings.size() ? null : position(siblings.get(index));
    return high != null && high.compareTo(low) <= 0 ? null : Position.between(low, high);
  }

  /**
   * Operations that give those children of {@code parent} from {@code index} on new positions that share the position of
   * the one before, which concurrent moves can cause.
   */
  public List<Op> spread(@Nullable OpId parent, int index, @Nullable OpId moved) {
    List<OpId> siblings = others(parent, moved);
    String low = position(siblings.get(index - 1));
    int end = index;
    while (end < siblings.size() && position(siblings.get(end)).equals(low)) {
      end++;
    }
    String high = end == siblings.size() ? null : position(siblings.get(end));
    List<Op> moves = new ArrayList<>();
    for (OpId node : siblings.subList(index, end)) {
      low = Position.between(low, high);
      moves.add(new Op.TreeMove(id, node, parent, low));
    }
    return moves;
  }

  private List<OpId> others(@Nullable OpId parent, @Nullable OpId moved) {
    List<OpId> siblings = new ArrayList<>(children(parent));
    siblings.remove(moved);
    return siblings;
  }

  private String position(OpId node) {
    Place place = nodes.get(node);
    if (place == null) {
      throw new IllegalArgumentException("no node " + node);
    }
    return place.position();
  }

  private List<OpId> below(@Nullable OpId parent) {
    return children.getOrDefault(parent, List.of());
  }

  @Override
  public TreeState copy() {
    TreeState copy = new TreeState(id);
    copy.log = new TreeMap<>(log);
    copy.rebuild();
    return copy;
  }

  @Override
  protected void apply(Entry entry, Ancestry ancestry) throws RejectedException {
    switch (entry.op()) {
      case Op.TreeCreate create -> check(create.parent(), entry, ancestry);
      case Op.TreeMove move -> {
        check(move.node(), entry, ancestry);
        check(move.parent(), entry, ancestry);
      }
      case Op.TreeRemove remove -> check(remove.node(), entry, ancestry);
      default -> throw new IllegalStateException(entry + " on a tree");
    }
    log.put(entry.stamp(), entry.op());
    rebuild();
  }

  private void check(@Nullable OpId node, Entry entry, Ancestry ancestry) throws RejectedException {
    if (node != null && (!nodes.containsKey(node) || !ancestry.precedes(node, entry.id()))) {
      throw new RejectedException(Reason.OUT_OF_RANGE, entry.id() + " names " + node + ", which is not before it");
    }
  }

  private void rebuild() {
    nodes = new HashMap<>();
    log.forEach((stamp, op) -> {
      switch (op) {
        case Op.TreeCreate(var target, var parent, String position) ->
          nodes.put(stamp.id(), new Place(parent, false, position));
        case Op.TreeMove(var target, var node, var parent, String position) -> {
          if (parent == null || !isWithin(parent, node)) {
            nodes.put(node, new Place(parent, false, position));
          }
        }
        case Op.TreeRemove(var target, var node) -> nodes.put(node, new Place(null, true, ""));
        default -> throw new IllegalStateException(op + " on a tree");
      }
    });
    children = new HashMap<>();
    nodes.forEach((node, place) -> {
      if (!place.removed()) {
        children.computeIfAbsent(place.parent(), parent -> new ArrayList<>()).add(node);
      }
    });
    Comparator<OpId> order = Comparator.comparing(this::position);
    children.values().forEach(list -> list.sort(order.thenComparing(Comparator.naturalOrder())));
  }

  @Override
  protected void become(TreeState copy) {
    log = copy.log;
    nodes = copy.nodes;
    children = copy.children;
  }

  @Override
  public Optional<Patch> diff(Structure later) {
    List<Patch.TreeStep> steps = new TreeDiff(this, (TreeState) later).steps();
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Patch.TreePatch(id, steps));
  }
}

package atoll.workspace;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Draft;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import atoll.crdt.TreeView;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.workspace.funnel.Committed;
import atoll.workspace.funnel.Funnel;
import atoll.workspace.funnel.Intent;
import atoll.workspace.funnel.Listeners;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes, names, moves, trashes and restores the nodes of a workspace. For any thread but the funnel's; each method that
 * changes something returns when it is durable and shown, and throws {@link atoll.store.StoreException} if the disk
 * refuses. What is made, put or restored beside a node that is not there any more throws {@link GoneException}.
 */
public final class TreeService {
  private final Funnel funnel;
  private volatile TreeState state = TreeState.EMPTY;
  private final Listeners<TreeState> listeners = new Listeners<>();

  public TreeService(Funnel funnel) {
    this.funnel = funnel;
    funnel.read(DocumentId.TREE, document -> {
      state = TreeReader.read(document);
      return funnel.onCommit(this::committed);
    });
  }

  /** The tree as it is now. */
  public TreeState state() {
    return state;
  }

  /** Calls the listener with each new state, on the funnel's thread. */
  public Subscription subscribe(Consumer<TreeState> listener) {
    return listeners.add(listener);
  }

  /**
   * Makes a node.
   *
   * @param parent the node above; empty for the top
   * @param index its place among the children that are shown, from 0; what is beyond the end means the end
   */
  public NodeId create(Optional<NodeId> parent, int index, NodeKind kind, String title) {
    Making making = new Making(parent, index, kind, title, PageLook.PLAIN, Optional.empty());
    edit(making);
    return making.node();
  }

  /** Makes a page that has a look from the first, in one step; see the other. */
  public NodeId create(Optional<NodeId> parent, int index, String title, PageLook look) {
    Making making = new Making(parent, index, NodeKind.PAGE, title, look, Optional.empty());
    edit(making);
    return making.node();
  }

  /** The same with what stands in the page, in the same entry. */
  public NodeId create(
      Optional<NodeId> parent, int index, String title, PageLook look, Intent content) {
    Making making = new Making(parent, index, NodeKind.PAGE, title, look, Optional.empty());
    done(funnel.editBoth(DocumentId.TREE, making, () -> making.node().document(), content));
    return making.node();
  }

  /** Makes a page at the end that says what it was where it was imported from. */
  public NodeId imported(Optional<NodeId> parent, String title, String source) {
    Making making = new Making(
        parent, Integer.MAX_VALUE, NodeKind.PAGE, title, PageLook.PLAIN, Optional.of(source));
    edit(making);
    return making.node();
  }

  /** The imported nodes that are not in the trash, by what they were. */
  public Map<String, NodeId> sources() {
    return funnel.read(DocumentId.TREE, document -> {
      Map<String, NodeId> found = new HashMap<>();
      for (Node node : state.walk()) {
        if (document.map(TreeFormat.dataOf(node.id().value())).get(TreeFormat.SOURCE)
            instanceof Value.Text(String source)) {
          found.putIfAbsent(source, node.id());
        }
      }
      return found;
    });
  }

  /** Makes a node in a draft, and knows then which. */
  private static final class Making implements Intent {
    private final Optional<NodeId> parent;
    private final int index;
    private final NodeKind kind;
    private final String title;
    private final PageLook look;
    private final Optional<String> source;
    private volatile @Nullable OpId made;

    Making(
        Optional<NodeId> parent,
        int index,
        NodeKind kind,
        String title,
        PageLook look,
        Optional<String> source) {
      this.parent = parent;
      this.index = index;
      this.kind = kind;
      this.title = title;
      this.look = look;
      this.source = source;
    }

    @Override
    public Draft draft(Document document) throws RejectedException {
      Draft draft = document.draft();
      parent.ifPresent(node -> requireThere(document, node));
      OpId above = parent.map(NodeId::value).orElse(null);
      OpId node =
          draft.createNode(TreeFormat.TREE, above, innerIndex(document, above, index, null));
      draft.put(TreeFormat.dataOf(node), TreeFormat.KIND, Value.of(kind.word()));
      draft.put(TreeFormat.dataOf(node), TreeFormat.TITLE, Value.of(TreeFormat.line(title)));
      dress(draft, TreeFormat.dataOf(node), PageLook.PLAIN, look);
      source.ifPresent(was -> draft.put(TreeFormat.dataOf(node), TreeFormat.SOURCE, Value.of(was)));
      made = node;
      return draft;
    }

    NodeId node() {
      return new NodeId(Objects.requireNonNull(made));
    }
  }

  /** Gives a node another title: one line, cut at {@link Node#MOST_TITLE_CHARACTERS}. */
  public void rename(NodeId id, String title) {
    String line = TreeFormat.line(title);
    if (state().node(id).map(node -> !node.title().equals(line)).orElse(false)) {
      edit(document -> put(document, id, TreeFormat.TITLE, Value.of(line)));
    }
  }

  /**
   * Gives a node another look; what stays the same is not written, so that others may change it at the same time.
   *
   * @param change makes the new look of the one that the node has
   */
  public void dress(NodeId id, UnaryOperator<PageLook> change) {
    become(id, title -> title, change);
  }

  /** Gives a node another title and another look in one step; see {@link #rename} and {@link #dress}. */
  public void become(NodeId id, UnaryOperator<String> title, UnaryOperator<PageLook> look) {
    edit(becoming(id, title, look));
  }

  /** What {@link #become} does to the tree. */
  public static Intent becoming(
      NodeId id, UnaryOperator<String> title, UnaryOperator<PageLook> look) {
    return document -> {
      ContainerId data = TreeFormat.dataOf(id.value());
      PageLook before = TreeFormat.look(document.map(data));
      String called =
          document.map(data).get(TreeFormat.TITLE) instanceof Value.Text(String text) ? text : "";
      Draft draft = document.draft();
      String wanted = title.apply(called);
      if (!wanted.equals(called)) {
        draft.put(data, TreeFormat.TITLE, Value.of(TreeFormat.line(wanted)));
      }
      dress(draft, data, before, look.apply(before));
      return draft;
    };
  }

  private static void dress(Draft draft, ContainerId data, PageLook before, PageLook after)
      throws RejectedException {
    if (!after.icon().equals(before.icon())) {
      put(draft, data, TreeFormat.ICON, after.icon());
    }
    if (!after.cover().equals(before.cover())) {
      put(
          draft,
          data,
          TreeFormat.COVER,
          after.cover().map(PageLook.Cover::written).orElse(""));
    }
    if (after.wide() != before.wide()) {
      draft.put(data, TreeFormat.WIDE, Value.of(after.wide()));
    }
  }

  private static void put(Draft draft, ContainerId data, String key, String value)
      throws RejectedException {
    if (value.isEmpty()) {
      draft.remove(data, key);
    } else {
      draft.put(data, key, Value.of(value));
    }
  }

  /** Gives the workspace another name. */
  public void renameWorkspace(String name) {
    String line = TreeFormat.line(name);
    edit(document -> {
      Draft draft = document.draft();
      draft.put(TreeFormat.WORKSPACE, TreeFormat.NAME, Value.of(line));
      return draft;
    });
  }

  /**
   * Puts a node elsewhere, with all that lies under it.
   *
   * @param index its place among the children that are shown, the moved node not counted
   * @throws IllegalMoveException if {@code parent} is the node itself or lies under it
   * @throws GoneException if one of the two is not there
   */
  public void move(NodeId id, Optional<NodeId> parent, int index) throws IllegalMoveException {
    AtomicBoolean intoItself = new AtomicBoolean();
    // Both are looked for when the turn has come: what somebody saw may count no more by then.
    edit(document -> {
      Draft draft = document.draft();
      requireThere(document, id);
      parent.ifPresent(node -> requireThere(document, node));
      OpId above = parent.map(NodeId::value).orElse(null);
      if (isWithin(document.tree(TreeFormat.TREE), above, id.value())) {
        intoItself.set(true);
      } else {
        draft.moveNode(
            TreeFormat.TREE, id.value(), above, innerIndex(document, above, index, id.value()));
      }
      return draft;
    });
    if (intoItself.get()) {
      throw new IllegalMoveException(id, parent.orElseThrow());
    }
  }

  private static boolean isWithin(TreeView tree, @Nullable OpId node, OpId above) {
    OpId at = node;
    while (at != null && !at.equals(above)) {
      at = tree.parent(at);
    }
    return at != null;
  }

  private static void requireThere(Document document, NodeId node) {
    if (!document.tree(TreeFormat.TREE).contains(node.value())) {
      throw new GoneException(node);
    }
  }

  /** Says whether other pages are made like this one. */
  public void template(NodeId id, boolean template) {
    if (state().node(id).map(node -> node.template() != template).orElse(false)) {
      edit(document -> put(document, id, TreeFormat.TEMPLATE, Value.of(template)));
    }
  }

  /** Puts a node into the trash, with all that lies under it. */
  public void trash(NodeId id) {
    edit(document -> put(document, id, TreeFormat.TRASHED, Value.of(true)));
  }

  /** Takes a node out of the trash, to where it was; to the top if what was above it is in the trash. */
  public void restore(NodeId id) {
    TreeState now = state();
    Optional<NodeId> parent = now.node(id).flatMap(Node::parent);
    boolean buried = parent.map(now::inTrash).orElse(false);
    edit(document -> {
      Draft draft = document.draft();
      requireThere(document, id);
      draft.remove(TreeFormat.dataOf(id.value()), TreeFormat.TRASHED);
      if (buried) {
        draft.moveNode(
            TreeFormat.TREE,
            id.value(),
            null,
            document.tree(TreeFormat.TREE).children(null).size());
      }
      return draft;
    });
  }

  private void committed(Committed committed) {
    if (committed.document().equals(DocumentId.TREE) && !committed.patches().isEmpty()) {
      state = TreeReader.update(state, funnel.view(DocumentId.TREE), committed.patches());
      listeners.tell(state);
    }
  }

  private void edit(Intent intent) {
    done(funnel.edit(DocumentId.TREE, intent, Optional.empty()));
  }

  private static void done(CompletableFuture<?> edit) {
    try {
      edit.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Draft put(Document document, NodeId id, String key, Value value)
      throws RejectedException {
    Draft draft = document.draft();
    draft.put(TreeFormat.dataOf(id.value()), key, value);
    return draft;
  }

  /** The engine's index, which counts what is in the trash too and leaves out the node that moves. */
  private static int innerIndex(
      Document document, @Nullable OpId parent, int index, @Nullable OpId moved) {
    List<OpId> all = document.tree(TreeFormat.TREE).children(parent).stream()
        .filter(id -> !id.equals(moved))
        .toList();
    int shown = 0;
    for (int i = 0; i < all.size(); i++) {
      if (shown == index && !isTrashed(document, all.get(i))) {
        return i;
      }
      shown += isTrashed(document, all.get(i)) ? 0 : 1;
    }
    return all.size();
  }

  private static boolean isTrashed(Document document, OpId node) {
    return Value.of(true).equals(document.map(TreeFormat.dataOf(node)).get(TreeFormat.TRASHED));
  }
}

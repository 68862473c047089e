package atoll.workspace.links;

import atoll.crdt.Document;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.Subscription;
import atoll.workspace.TreeService;
import atoll.workspace.TreeState;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.links.PageLinks.LinkingLine;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageState;
import atoll.workspace.watch.PageWatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Knows which lines of which pages link to a page. Kept in memory by committed events, a moment behind, so that no key
 * waits for it; the pages are read once, one at a time between other work, when it is asked for the first time. For any
 * thread.
 */
public final class LinkIndex {
  private final TreeService tree;
  private final PageWatch watch;
  private final Function<String, Optional<String>> names;
  private final Listeners<Set<NodeId>> listeners = new Listeners<>();
  private final Map<NodeId, List<LinkingLine>> linesOf = new HashMap<>();
  private final Map<NodeId, Set<NodeId>> linking = new HashMap<>();

  /** @param names gives what the person of an id is called now, if that is known */
  public LinkIndex(TreeService tree, PageWatch watch, Function<String, Optional<String>> names) {
    this.tree = tree;
    this.watch = watch;
    this.names = names;
    watch.add(LinkIndex::links, this::found);
  }

  /** Calls the listener with the pages whose backlinks are others now. On any thread. */
  public Subscription subscribe(Consumer<Set<NodeId>> listener) {
    watch.begin();
    return listeners.add(listener);
  }

  /** The lines that link to a page, as far as the pages have been read; none of pages in the trash. Sorted by title. */
  public List<Backlink> to(NodeId target) {
    watch.begin();
    TreeState state = tree.state();
    record Found(NodeId from, List<LinkingLine> lines) {}
    List<Found> found = new ArrayList<>();
    synchronized (this) {
      for (NodeId from : linking.getOrDefault(target, Set.of())) {
        found.add(new Found(from, linesOf.getOrDefault(from, List.of())));
      }
    }
    return found.stream()
        .filter(each -> !each.from().equals(target))
        .filter(each -> state.node(each.from()).isPresent() && !state.inTrash(each.from()))
        .sorted((a, b) -> order(state, a.from(), b.from()))
        .flatMap(each -> each.lines().stream()
            .filter(line -> line.targets().contains(target))
            .map(line -> new Backlink(each.from(), cut(line.words(m -> words(state, m))))))
        .toList();
  }

  /** What a mention reads as. */
  private String words(TreeState state, Mention mention) {
    return switch (mention) {
      case Mention.OfPage(NodeId node) -> state.node(node).map(Node::title).orElse("");
      case Mention.OfDay(String date) -> date;
      case Mention.OfPerson person -> "@" + person.present(names).name();
    };
  }

  private static int order(TreeState state, NodeId a, NodeId b) {
    int byTitle = title(state, a).compareToIgnoreCase(title(state, b));
    return byTitle != 0 ? byTitle : a.compareTo(b);
  }

  private static String title(TreeState state, NodeId id) {
    return state.node(id).map(Node::title).orElse("");
  }

  private static String cut(String line) {
    if (line.length() <= Backlink.MOST_CHARACTERS) {
      return line;
    }
    int end = Backlink.MOST_CHARACTERS - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private void found(Map<NodeId, List<LinkingLine>> pages) {
    Set<NodeId> changed = new HashSet<>();
    pages.forEach((node, lines) -> changed.addAll(put(node, lines)));
    if (!changed.isEmpty()) {
      listeners.tell(Set.copyOf(changed));
    }
  }

  private static List<LinkingLine> links(Document page) {
    return PageLinks.of(PageState.of(page));
  }

  /** Returns the pages that are linked to in another way than before. */
  private synchronized Set<NodeId> put(NodeId from, List<LinkingLine> lines) {
    List<LinkingLine> before = linesOf.getOrDefault(from, List.of());
    if (before.equals(lines)) {
      return Set.of();
    }
    Set<NodeId> touched = new HashSet<>();
    before.forEach(line -> touched.addAll(line.targets()));
    touched.forEach(target -> linking.getOrDefault(target, new HashSet<>()).remove(from));
    for (LinkingLine line : lines) {
      touched.addAll(line.targets());
      line.targets()
          .forEach(
              target -> linking.computeIfAbsent(target, t -> new HashSet<>()).add(from));
    }
    if (lines.isEmpty()) {
      linesOf.remove(from);
    } else {
      linesOf.put(from, lines);
    }
    return touched;
  }
}

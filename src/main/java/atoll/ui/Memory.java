package atoll.ui;

import atoll.crypto.WorkspaceId;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the instance remembers of how it was looked at, as settings of this device. Losing it loses nothing that anybody
 * wrote. For any thread.
 */
public final class Memory {
  private static final String RECENT = "recent";
  private static final String EXPANDED = "expanded.";
  private static final int MOST_RECENT = 30;
  private static final int MOST_EXPANDED = 2_000;

  private final Instance instance;

  public Memory(Instance instance) {
    this.instance = instance;
  }

  /** The pages that the person looked at last, the newest first; some may be gone. */
  public List<NodeId> recent() {
    return nodes(RECENT);
  }

  /** Puts a page at the head of {@link #recent()}. */
  public void looked(NodeId page) {
    List<NodeId> recent = new ArrayList<>(nodes(RECENT));
    if (recent.isEmpty() || !recent.getFirst().equals(page)) {
      recent.remove(page);
      recent.addFirst(page);
      put(RECENT, recent, MOST_RECENT);
    }
  }

  /** The nodes of a workspace's tree that are expanded. */
  public List<NodeId> expanded(WorkspaceId workspace) {
    return nodes(EXPANDED + workspace);
  }

  /** Replaces {@link #expanded(WorkspaceId)}. */
  public void expand(WorkspaceId workspace, Collection<NodeId> nodes) {
    put(EXPANDED + workspace, nodes, MOST_EXPANDED);
  }

  /** Ids with spaces between, as they are kept and as the browser takes them. */
  public static String join(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(" "));
  }

  /** Reads what {@link #join} wrote; what is no id is left out. */
  public static List<NodeId> split(String text) {
    return Arrays.stream(text.split(" "))
        .map(NodeId::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  private List<NodeId> nodes(String key) {
    return split(instance.setting(key).orElse(""));
  }

  private void put(String key, Collection<NodeId> nodes, int most) {
    instance.putSetting(key, join(nodes.stream().limit(most).toList()));
  }
}

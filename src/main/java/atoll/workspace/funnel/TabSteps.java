package atoll.workspace.funnel;

import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.TabStep;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last step that was taken of each tab, so that one that is sent again after a lost connection is not taken twice.
 * Belongs to the funnel's thread.
 */
final class TabSteps {
  private static final int MOST = 1_000;

  private final WorkspaceStore store;
  private final Map<String, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MOST;
    }
  };

  TabSteps(WorkspaceStore store) {
    this.store = store;
  }

  /** The number of the last step that was taken; 0 if none was. */
  long last(String session) {
    return last.computeIfAbsent(session, unknown -> store.lastStep(unknown).orElse(0));
  }

  void took(TabStep step) {
    last.put(step.session(), step.number());
  }
}

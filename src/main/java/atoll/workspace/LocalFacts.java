package atoll.workspace;

import atoll.store.WorkspaceStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What this device alone keeps of a workspace: in no log, told to nobody. */
final class LocalFacts {
  private static final String NAME = "name";
  private static final String OPEN = "open-entries";
  private static final String SHARED = "shared";
  private static final String ADDRESSES = "addresses";

  private LocalFacts() {}

  /** What the invitation called the workspace. */
  static String name(WorkspaceStore store) {
    return text(store, NAME).orElse("");
  }

  static void putName(WorkspaceStore store, String name) {
    put(store, NAME, name);
  }

  static boolean isShared(WorkspaceStore store) {
    return store.property(SHARED).isPresent();
  }

  static void share(WorkspaceStore store) {
    if (!isShared(store)) {
      put(store, SHARED, "yes");
    }
  }

  /** Whether entries of others may be unsigned: the workspace is older than signatures. */
  static boolean takesOpen(WorkspaceStore store) {
    return store.property(OPEN).isPresent();
  }

  static void takeOpen(WorkspaceStore store) {
    put(store, OPEN, "yes");
  }

  /** HOST:PORT where other instances were met or are said to be. */
  static List<String> addresses(WorkspaceStore store) {
    return text(store, ADDRESSES).stream().flatMap(String::lines).toList();
  }

  static void putAddresses(WorkspaceStore store, List<String> addresses) {
    put(store, ADDRESSES, String.join("\n", addresses));
  }

  private static Optional<String> text(WorkspaceStore store, String key) {
    return store.property(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static void put(WorkspaceStore store, String key, String value) {
    store.putProperty(key, value.getBytes(StandardCharsets.UTF_8));
  }
}

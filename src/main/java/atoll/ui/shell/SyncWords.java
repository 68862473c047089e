package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.SyncState;

/** How a workspace stands with the others, as a colour and in words. */
enum SyncWords {
  /** Never shared. */
  LOCAL("local"),
  /** Shared, the pages have not come yet. */
  JOINING("joining"),
  /** Shared, nobody is reached. */
  ALONE("alone"),
  /** Something that others have is on its way. */
  BEHIND("behind"),
  /** Others are reached and nothing is missing. */
  CONNECTED("connected");

  private final String key;

  SyncWords(String key) {
    this.key = key;
  }

  /** @param empty whether the workspace has no pages here yet */
  static SyncWords of(SyncState state, boolean empty) {
    if (!state.shared()) {
      return LOCAL;
    }
    if (state.behind() > 0) {
      return BEHIND;
    }
    if (state.peers() > 0) {
      return CONNECTED;
    }
    return state.joining() && empty ? JOINING : ALONE;
  }

  /** The name that the theme colours it by. */
  String look() {
    return key;
  }

  String words(SyncState state) {
    return switch (this) {
      case LOCAL, JOINING, ALONE -> Words.of("sync." + key);
      case BEHIND -> Words.of("sync.behind", state.behind());
      case CONNECTED -> Words.of("sync.connected", state.peers());
    };
  }

  static String words(SyncState.Problem problem) {
    return switch (problem) {
      case SyncState.Problem.Fault(String what) -> what;
      case SyncState.Problem.Fork(String log) -> Words.of("sync.fork", log);
      case SyncState.Problem.LeftBranch() -> Words.of("sync.left-branch");
    };
  }

  String detail() {
    return Words.of("sync." + key + ".detail");
  }
}

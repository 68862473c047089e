package atoll.ui.shell;

import atoll.workspace.Workspace;

/** How another person's instance is started so that it finds this one. */
final class Joining {
  private Joining() {}

  static String command(Workspace workspace) {
    return "./atoll --join localhost:5701";
  }
}

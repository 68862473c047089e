package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;
import java.util.function.Consumer;

/** Takes an invitation. */
final class JoinDialog {
  private JoinDialog() {}

  /**
   * @param invitation is filled in
   * @param joined takes the workspace
   */
  static void open(UI ui, Instance instance, String invitation, Consumer<Workspace> joined) {
    HandedText.Asked asked = new HandedText.Asked(
        Words.of("join.title"),
        Words.of("join.lead"),
        Words.of("join.invitation"),
        Words.of("join.join"),
        Words.of("join.joining"),
        Words.of("join.missing"));
    HandedText.open(ui, asked, invitation, Words.of("join.file"), instance::join, joined);
  }
}

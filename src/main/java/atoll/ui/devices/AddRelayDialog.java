package atoll.ui.devices;

import atoll.ui.Words;
import atoll.ui.shell.HandedText;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.UI;

/** Takes the text that a relay printed. */
final class AddRelayDialog {
  private AddRelayDialog() {}

  static void open(UI ui, Workspace workspace) {
    HandedText.Asked printed = new HandedText.Asked(
        Words.of("devices.relay.add"),
        Words.of("devices.relay.lead"),
        Words.of("devices.relay.text"),
        Words.of("devices.relay.add"),
        Words.of("devices.relay.adding"),
        Words.of("devices.relay.missing"));
    HandedText.<Workspace>open(
        ui,
        printed,
        text -> {
          workspace.addRelay(text);
          return workspace;
        },
        // The list of relays shows it by itself.
        added -> {});
  }
}

package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.people.Person;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks what is to be carried by hand, and to whom. */
final class CarryDialog {
  private static final String BUNDLE = "/bundle";

  /** What goes into the file: a part of the address that gives it, and its words. */
  private record Choice(String query, String words) {}

  private CarryDialog() {}

  /**
   * @param page the page that is shown
   * @param download takes the address that gives the file
   */
  static void open(Workspace workspace, Optional<NodeId> page, Consumer<String> download) {
    Dialog dialog = new Dialog();
    dialog.addClassName("sheet");
    dialog.setHeaderTitle(Words.of("carry.title", Sidebar.nameOf(workspace)));
    Select<Choice> what = new Select<>();
    what.setLabel(Words.of("carry.what"));
    what.setItemLabelGenerator(Choice::words);
    List<Choice> choices = choices(workspace, page);
    what.setItems(choices);
    what.setValue(choices.getFirst());
    what.setWidthFull();
    Button save = new Button(Words.of("carry.save"), click -> {
      dialog.close();
      download.accept(BUNDLE + "?workspace=" + workspace.id() + what.getValue().query());
    });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.add(new Paragraph(Words.of("carry.lead")), what, new Paragraph(Words.of("carry.how")));
    dialog.getFooter().add(new Button(Words.of("cancel"), click -> dialog.close()), save);
    dialog.open();
  }

  private static List<Choice> choices(Workspace workspace, Optional<NodeId> page) {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", Words.of("carry.everything")));
    page.flatMap(workspace.tree().state()::node)
        .ifPresent(node -> choices.add(
            new Choice("&page=" + node.id(), Words.of("carry.page", Words.titled(node.title())))));
    for (Person person : workspace.people().all()) {
      for (Person.Device device : person.devices()) {
        if (!device.isSelf() && workspace.lastHeard(device.id()).isPresent()) {
          choices.add(new Choice(
              "&for=" + URLEncoder.encode(device.id(), StandardCharsets.UTF_8),
              Words.of("carry.device", person.name(), device.name())));
        }
      }
    }
    return choices;
  }
}

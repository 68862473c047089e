package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import atoll.workspace.people.Asking;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Shows to an owner at once who asks to be let in, whatever page is open. For one tab. */
final class Knocks {
  private final Instance instance;
  private final Map<String, Notification> shown = new HashMap<>();

  Knocks(Instance instance) {
    this.instance = instance;
  }

  void refresh() {
    Set<String> now = new HashSet<>();
    for (Workspace workspace : instance.workspaces()) {
      if (workspace.people().role().filter(Roles.OWNER::equals).isPresent()) {
        for (Asking asking : workspace.people().asking()) {
          String key = workspace.id() + " " + asking.id();
          now.add(key);
          shown.computeIfAbsent(key, unknown -> show(workspace, asking));
        }
      }
    }
    shown.entrySet().removeIf(each -> {
      boolean over = !now.contains(each.getKey());
      if (over) {
        each.getValue().close();
      }
      return over;
    });
  }

  private static Notification show(Workspace workspace, Asking asking) {
    Notification card = new Notification();
    card.setPosition(Notification.Position.TOP_END);
    card.setDuration(0);
    card.add(content(workspace, asking));
    card.open();
    return card;
  }

  /** The question with its words and the two answers. */
  static Div content(Workspace workspace, Asking asking) {
    NativeButton approve = new NativeButton(
        Words.of("knock.approve"), click -> workspace.people().admit(asking.id(), asking.role()));
    approve.addClassNames("button", "primary");
    NativeButton refuse = new NativeButton(
        Words.of("knock.refuse"), click -> workspace.people().turnAway(asking.id()));
    refuse.addClassName("button");
    Div buttons = new Div(approve, refuse);
    buttons.addClassName("buttons");
    Div content = new Div(
        new H2(Words.of("knock.title", asking.person(), Sidebar.nameOf(workspace))),
        new Paragraph(Words.of("knock.lead", asking.device(), Roles.words(asking.role()))),
        new SixWords(asking.words()),
        buttons);
    content.addClassName("knock");
    content.getElement().setAttribute("role", "alertdialog");
    return content;
  }
}

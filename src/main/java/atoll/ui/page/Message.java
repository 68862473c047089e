package atoll.ui.page;

import atoll.ui.Words;
import atoll.workspace.Instance;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;

/** A few calm words where a page would be. */
final class Message extends Div {
  Message(String title, String text) {
    addClassName("message");
    add(new H1(title), new Paragraph(text));
  }

  /** For an address that leads to nothing here. */
  static Message unknown(Instance instance) {
    boolean coming = instance.workspaces().stream()
        .map(each -> each.sync())
        .anyMatch(sync -> sync.shared() && (sync.joining() || sync.behind() > 0));
    Message message = new Message(
        Words.of("page.unknown.title"),
        Words.of(coming ? "page.unknown.coming" : "page.unknown.text"));
    Anchor back = new Anchor("", Words.of("page.unknown.back"));
    back.getElement().setAttribute("router-link", true);
    back.addClassName("button");
    message.add(back);
    return message;
  }
}

package atoll.ui.people;

import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.own.AddDeviceDialog;
import atoll.workspace.Instance;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** What is the person's own in every workspace. */
final class OwnCard extends Div {
  OwnCard(Instance instance) {
    add(new H2(Words.of("people.own")));
    boolean missing = instance.keepsRecoveryWords();
    Span words = new Span(Words.of(missing ? "people.words.missing" : "people.words.kept"));
    words.addClassName("where");
    Div line = new Div(new Icon("key"), words);
    line.addClassName("line");
    if (missing) {
      line.add(action("recovery", "people.words.write"));
    }
    Div card = new Div(line, devices(instance), met(instance));
    card.addClassNames("person", "own");
    add(card);
  }

  private Div devices(Instance instance) {
    Span text = new Span(Words.of("people.devices.more"));
    text.addClassName("where");
    NativeButton add = new NativeButton(
        Words.of("device.add"),
        click -> getUI().ifPresent(ui -> AddDeviceDialog.open(ui, instance.pairing())));
    add.addClassName("button");
    Div line = new Div(new Icon("device"), text, add);
    line.addClassName("line");
    return line;
  }

  private static Div met(Instance instance) {
    List<String> addresses = instance.addresses();
    Span text = new Span(
        addresses.isEmpty()
            ? Words.of("people.met.not")
            : Words.of("people.met", String.join(", ", addresses)));
    text.addClassName("where");
    Div line = new Div(new Icon("join"), text);
    line.addClassName("line");
    return line;
  }

  private static Anchor action(String address, String key) {
    Anchor action = new Anchor(address, Words.of(key));
    action.addClassName("button");
    action.getElement().setAttribute("router-link", true);
    return action;
  }
}

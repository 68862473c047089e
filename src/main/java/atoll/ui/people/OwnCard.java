package atoll.ui.people;

import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.workspace.Instance;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;

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
    Div card = new Div(line);
    card.addClassName("person");
    add(card);
  }

  private static Anchor action(String address, String key) {
    Anchor action = new Anchor(address, Words.of(key));
    action.addClassName("button");
    action.getElement().setAttribute("router-link", true);
    return action;
  }
}

package atoll.ui.shell;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import java.util.List;

/** Words that two people compare, each by its number. */
public final class SixWords extends OrderedList {
  public SixWords(List<String> words) {
    addClassName("six-words");
    words.forEach(word -> add(new ListItem(word)));
  }
}

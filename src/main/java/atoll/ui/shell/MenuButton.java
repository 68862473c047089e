package atoll.ui.shell;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A button that opens a menu in the browser. */
@Tag("atoll-menu-button")
final class MenuButton extends Component {
  private final Consumer<String> chosen;

  /**
   * @param look {@code workspace} or {@code more}
   * @param hint what the button is for, to a screen reader
   * @param chosen takes the id of the item
   */
  MenuButton(String look, String hint, Consumer<String> chosen) {
    this.chosen = chosen;
    getElement().setProperty("look", look).setProperty("hint", hint).setProperty("items", "[]");
  }

  void label(String label) {
    getElement().setProperty("label", label);
  }

  /** An item is what {@code MenuItem} is in the browser. */
  void items(List<Map<String, Object>> items) {
    getElement().setProperty("items", TreeFeed.JSON.writeValueAsString(items));
  }

  @ClientCallable
  private void choose(String id) {
    chosen.accept(id);
  }
}

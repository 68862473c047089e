package atoll.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** One of our icons, by its name in {@code frontend/shell/icons.ts}. Decoration: what it means is said beside it. */
@Tag("atoll-icon")
@JsModule("./shell/icons.ts")
public final class Icon extends Component {
  public Icon(String name) {
    getElement().setAttribute("name", name).setAttribute("aria-hidden", "true");
  }
}

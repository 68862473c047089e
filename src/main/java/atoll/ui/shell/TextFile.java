package atoll.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.function.Consumer;

/** Takes the text of a small file that the person chooses, or drops beside it. */
@Tag("atoll-text-file")
@JsModule("./shell/text-file.ts")
public final class TextFile extends Component {
  private static final String TEXT = "event.detail";

  /**
   * @param label what the button says
   * @param taken takes the text; nothing of it is believed yet
   */
  public TextFile(String label, Consumer<String> taken) {
    getElement().setProperty("label", label);
    getElement()
        .addEventListener(
            "text-file", event -> taken.accept(event.getEventData().get(TEXT).asString()))
        .addEventData(TEXT);
  }
}

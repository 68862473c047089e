package atoll.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;

/** A text to hand on, with a button that copies it. */
@Tag("atoll-copy-text")
final class CopyText extends Component {
  /** @param label what the text is, to a screen reader */
  CopyText(String text, String label, int rows) {
    getElement().setProperty("label", label).setProperty("rows", rows);
    text(text);
  }

  void text(String text) {
    getElement().setProperty("text", text);
  }
}

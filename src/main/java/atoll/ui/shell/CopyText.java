package atoll.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;

/** A text to hand on, with a button that copies it. */
@Tag("atoll-copy-text")
public final class CopyText extends Component {
  /** @param label what the text is, to a screen reader */
  public CopyText(String text, String label, int rows) {
    getElement().setProperty("label", label).setProperty("rows", rows);
    text(text);
  }

  /** Shows another text. */
  public void text(String text) {
    getElement().setProperty("text", text);
  }

  /** The same as a link, which can be copied too unless it is empty. */
  public void link(String link) {
    getElement().setProperty("link", link);
  }

  /** The text can be saved too, as a file of that name. */
  public void file(String name) {
    getElement().setProperty("file", name);
  }
}

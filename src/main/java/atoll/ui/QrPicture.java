package atoll.ui;

import com.vaadin.flow.component.html.Div;
import io.nayuki.qrcodegen.QrCode;

/** A text as a QR code, drawn here: it leaves the instance for the own browser only. */
public final class QrPicture extends Div {
  /** Modules of quiet around the code, which readers need. */
  private static final int QUIET = 3;

  /**
   * @param text short enough for a code, else nothing is drawn; capitals and digits take the least room
   * @param label what it is, to a screen reader
   */
  public QrPicture(String text, String label) {
    addClassName("qr");
    show(text, label);
  }

  /** Shows another text. */
  public void show(String text, String label) {
    getElement().setAttribute("role", "img").setAttribute("aria-label", label);
    boolean fits = text.length() <= MOST_CHARACTERS;
    setVisible(fits);
    getElement().setProperty("innerHTML", fits ? svg(text) : "");
  }

  /** What phones still read from a screen. */
  private static final int MOST_CHARACTERS = 1_200;

  private static String svg(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (x < code.size && code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
          path.append('h').append(x - from).append("v1h-").append(x - from).append('z');
        }
      }
    }
    int size = code.size + 2 * QUIET;
    // Dark on light in every look: many readers know nothing else.
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
        + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + size + "v" + size
        + "H0z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
  }
}

package atoll.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** Every word that a person reads in the browser, in one bundle. For any thread. */
public final class Words {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("atoll.ui.words", Locale.ROOT);

  private Words() {}

  /**
   * The words of that key with the values in their places.
   *
   * @throws java.util.MissingResourceException if there is no such key
   */
  public static String of(String key, Object... values) {
    String words = BUNDLE.getString(key);
    return values.length == 0 ? words : new MessageFormat(words, Locale.ENGLISH).format(values);
  }

  /** A title as it is shown: one without letters has a name for it. */
  public static String titled(String title) {
    return title.isBlank() ? of("untitled") : title;
  }

  /** All of them, sorted by key. */
  public static Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    BUNDLE.keySet().forEach(key -> all.put(key, BUNDLE.getString(key)));
    return all;
  }
}

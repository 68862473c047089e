package atoll.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every word that a person reads in the browser, from {@code frontend/words/en.json}, which the browser's part uses too. For
 * any thread.
 */
public final class Words {
  private static final Map<String, String> ALL = read("/atoll/ui/words/en.json");

  private Words() {}

  /**
   * The words of that key with the values in their places, written as {@link MessageFormat} says.
   *
   * @throws MissingResourceException if there is no such key
   */
  public static String of(String key, Object... values) {
    String words = ALL.get(key);
    if (words == null) {
      throw new MissingResourceException("No words for " + key, Words.class.getName(), key);
    }
    return values.length == 0 ? words : new MessageFormat(words, Locale.ENGLISH).format(values);
  }

  /** A title as it is shown: one without letters has a name for it. */
  public static String titled(String title) {
    return title.isBlank() ? of("untitled") : title;
  }

  /** All of them, sorted by key. */
  public static Map<String, String> all() {
    return ALL;
  }

  static Map<String, String> read(String name) {
    try (InputStream in =
        Objects.requireNonNull(Words.class.getResourceAsStream(name), () -> name + " is missing")) {
      return Collections.unmodifiableMap(JsonMapper.builder()
          .build()
          .readValue(in, new TypeReference<TreeMap<String, String>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

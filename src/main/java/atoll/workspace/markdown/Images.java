package atoll.workspace.markdown;

import java.util.Locale;
import java.util.Set;

/** Which files are shown as images. */
final class Images {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp");

  private Images() {}

  static boolean isOne(String name) {
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }
}

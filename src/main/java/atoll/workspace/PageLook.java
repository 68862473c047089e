package atoll.workspace;

import atoll.store.blobs.BlobId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a page shows itself, for everybody: beside its title and above its text. Immutable.
 *
 * @param icon one sign, most often an emoji; empty if it has none
 * @param wide whether the text takes all the width there is
 */
public record PageLook(String icon, Optional<Cover> cover, boolean wide) {
  private static final int MOST_ICON_UNITS = 32;
  /** One sign as people count them, which may be several characters, and is seen. */
  private static final Pattern SIGN = Pattern.compile("(?=[^\\s\\p{C}\\p{M}])\\X");

  /** Of a page that nobody gave another look. */
  public static final PageLook PLAIN = new PageLook("", Optional.empty(), false);

  public PageLook {
    icon = isIcon(icon) ? icon : "";
  }

  /** Whether it is one visible sign. */
  public static boolean isIcon(String text) {
    return text.length() <= MOST_ICON_UNITS && SIGN.matcher(text).matches();
  }

  public PageLook withIcon(String sign) {
    return new PageLook(sign, cover, wide);
  }

  public PageLook withCover(Optional<Cover> picture) {
    return new PageLook(icon, picture, wide);
  }

  public PageLook withWidth(boolean whole) {
    return new PageLook(icon, cover, whole);
  }

  /** A title with the icon before it, for where there is only text. */
  public String before(String title) {
    return icon.isEmpty() ? title : icon + " " + title;
  }

  /**
   * The picture above a page.
   *
   * @param name of the file that it was; may be empty
   * @param at which part of it is shown, from 0 (its top) to 100 (its bottom)
   */
  public record Cover(BlobId blob, String name, int at) {
    private static final int MOST_NAME_CHARACTERS = 200;
    private static final int BOTTOM = 100;
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{64}) (\\d{1,3}) ?(.*)");

    public Cover {
      at = Math.clamp(at, 0, BOTTOM);
      String line = TreeFormat.line(name);
      name = line.substring(0, Math.min(line.length(), MOST_NAME_CHARACTERS));
    }

    /** As it stands in the tree: one value, since the place means nothing for another picture. */
    String written() {
      return blob + " " + at + " " + name;
    }

    static Optional<Cover> read(String written) {
      var form = FORM.matcher(written);
      return form.matches()
          ? BlobId.parse(form.group(1))
              .map(blob -> new Cover(blob, form.group(3), Integer.parseInt(form.group(2))))
          : Optional.empty();
    }
  }
}

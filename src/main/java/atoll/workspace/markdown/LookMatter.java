package atoll.workspace.markdown;

import atoll.store.blobs.BlobId;
import atoll.workspace.PageLook;
import atoll.workspace.PageLook.Cover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How a page shows itself, as properties above its Markdown. */
public final class LookMatter {
  private static final String ICON = "icon";
  private static final String COVER = "cover";
  private static final String PLACE = "cover-position";
  private static final String WIDE = "full-width";
  /** Where a picture is shown from that says nothing of it. */
  private static final int MIDDLE = 50;

  private LookMatter() {}

  /**
   * The lines that say it; empty for a plain page.
   *
   * @param address where the picture is, seen from the page
   */
  public static String write(PageLook look, Function<Cover, String> address) {
    List<String> lines = new ArrayList<>();
    if (!look.icon().isEmpty()) {
      lines.add(ICON + ": " + quoted(look.icon()));
    }
    look.cover().ifPresent(cover -> {
      lines.add(COVER + ": " + quoted(address.apply(cover)));
      if (cover.at() != MIDDLE) {
        lines.add(PLACE + ": " + cover.at());
      }
    });
    if (look.wide()) {
      lines.add(WIDE + ": true");
    }
    return String.join("\n", lines);
  }

  /**
   * What properties say of it. A picture elsewhere, and an icon that is none, are left where they stand.
   *
   * @param values the first value of a property; empty if there is none
   */
  public static PageLook read(Function<String, String> values, Targets targets) {
    Optional<Targets.Kept> kept = Optional.of(values.apply(COVER))
        .map(LookMatter::bare)
        .filter(address -> !address.isEmpty())
        .flatMap(targets::file);
    return new PageLook(
        values.apply(ICON),
        kept.flatMap(file -> cover(file, place(values.apply(PLACE)))),
        values.apply(WIDE).equals("true"));
  }

  /** A kept file as the picture above a page. */
  public static Optional<Cover> cover(Targets.Kept file, int at) {
    return BlobId.parse(file.blob()).map(blob -> new Cover(blob, file.name(), at));
  }

  /** The lines without those that have become the look: they are written from it again. */
  public static String without(PageLook look, String yaml) {
    List<String> left = new ArrayList<>();
    for (String line : yaml.split("\r?\n", -1)) {
      boolean taken = line.startsWith(ICON + ":") && !look.icon().isEmpty()
          || (line.startsWith(COVER + ":") || line.startsWith(PLACE + ":"))
              && look.cover().isPresent()
          || line.startsWith(WIDE + ":") && look.wide();
      if (!taken) {
        left.add(line);
      }
    }
    return String.join("\n", left);
  }

  /** Where a picture is shown from, of words such as {@code center 40%} too. */
  public static int place(String written) {
    String digits = written.replaceFirst("(?s).*?(\\d{1,3})(?:[.]\\d*)?\\s*%?\\s*$", "$1");
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : MIDDLE;
  }

  /** Without the brackets that Obsidian puts around what lies in the vault. */
  private static String bare(String address) {
    return address.replaceFirst("^!?\\[\\[(.*?)(?:[|].*)?]]$", "$1");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}

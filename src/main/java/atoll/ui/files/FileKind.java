package atoll.ui.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How a browser is told to treat a file: by what its bytes are, whatever its name says. Only images that cannot hold a
 * script are shown in place; anything else is saved.
 */
enum FileKind {
  PNG("image/png", true),
  JPEG("image/jpeg", true),
  GIF("image/gif", true),
  WEBP("image/webp", true),
  AVIF("image/avif", true),
  BMP("image/bmp", true),
  /** Shown in an image element only, where browsers run nothing of it; as a page of its own it is saved. */
  SVG("image/svg+xml", false),
  OTHER("application/octet-stream", false);

  /** How many of the first bytes tell the kind. */
  static final int HEAD_BYTES = 512;

  private static final int BOX = 4;
  private static final int RIFF_KIND = 8;

  private final String mediaType;
  private final boolean inPlace;

  FileKind(String mediaType, boolean inPlace) {
    this.mediaType = mediaType;
    this.inPlace = inPlace;
  }

  String mediaType() {
    return mediaType;
  }

  /** Whether a browser may show it as a page of its own. */
  boolean inPlace() {
    return inPlace;
  }

  /** @param head the first bytes, up to {@link #HEAD_BYTES} */
  static FileKind of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
      return GIF;
    }
    if (text.startsWith("RIFF") && text.startsWith("WEBP", RIFF_KIND)) {
      return WEBP;
    }
    if (text.startsWith("ftypavif", BOX) || text.startsWith("ftypavis", BOX)) {
      return AVIF;
    }
    if (text.startsWith("BM") && text.length() > RIFF_KIND) {
      return BMP;
    }
    String start = text.strip().toLowerCase(Locale.ROOT).replace("\u00ef\u00bb\u00bf", "");
    boolean svg = start.startsWith("<svg") || start.startsWith("<?xml") && start.contains("<svg");
    return svg ? SVG : OTHER;
  }
}

package atoll.workspace.markdown;

/** Text from outside as a page can hold it. */
final class Characters {
  private static final char UNKNOWN = '\ufffd';

  private Characters() {}

  /** Without breaks and without halves of surrogate pairs. */
  static String wellFormed(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      if (c == '\n') {
        whole.append(' ');
      } else if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        whole.append(UNKNOWN);
      } else {
        whole.appendCodePoint(c);
      }
    });
    return whole.toString();
  }
}

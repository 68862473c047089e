package atoll.workspace.markdown;

import java.util.regex.Pattern;

/** Keeps text from being read as Markdown or HTML. */
final class Escapes {
  /** What begins a block if it stands at the start of a line. */
  private static final Pattern OPENS = Pattern.compile(
      "(?:#{1,6}(?:\\s|$)|[-+](?:\\s|$)|-{2,}|={1,}\\s*$|>|\\$\\$|\\||:?-+:?\\s*$|\\d{1,9}[.)](?:\\s|$)).*",
      Pattern.DOTALL);

  private Escapes() {}

  /** With as few signs as will do in nearly every case; whether they did is found out by reading. */
  static String sparing(String text) {
    StringBuilder safe = new StringBuilder();
    boolean formulas = text.indexOf('$') != text.lastIndexOf('$');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      char before = i > 0 ? text.charAt(i - 1) : ' ';
      boolean signs = switch (c) {
        case '\\', '`', '*', '[', ']', '<', '~' -> true;
        case '_' -> !(Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after));
        case '&' -> after == '#' || Character.isLetterOrDigit(after);
        case '$' -> formulas;
        case '=' -> after == '=' || before == '=';
        case ':' -> text.startsWith("//", i + 1);
        default -> false;
      };
      append(safe, c, signs);
    }
    return safe.toString();
  }

  /** With a sign before everything that could be one. */
  static String every(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      append(safe, c, c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c));
    }
    return safe.toString();
  }

  private static void append(StringBuilder safe, char c, boolean sign) {
    if (c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
      safe.append("&#").append((int) c).append(';');
      return;
    }
    if (sign) {
      safe.append('\\');
    }
    safe.append(c);
  }

  /** A line that is to be one block: nothing at its start begins another, no space at its edges is lost. */
  static String line(String markdown) {
    String line = markdown;
    if (OPENS.matcher(line).matches()) {
      int at = 0;
      while (Character.isDigit(line.charAt(at))) {
        at++;
      }
      line = line.substring(0, at) + "\\" + line.substring(at);
    }
    int from = 0;
    while (from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    int to = line.length();
    while (to > from && line.charAt(to - 1) == ' ') {
      to--;
    }
    return "&#32;".repeat(from) + line.substring(from, to) + "&#32;".repeat(line.length() - to);
  }

  /** For text and attributes of HTML. */
  static String html(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        default -> {
          if (c < ' ') {
            safe.append("&#").append((int) c).append(';');
          } else {
            safe.append(c);
          }
        }
      }
    }
    return safe.toString();
  }
}

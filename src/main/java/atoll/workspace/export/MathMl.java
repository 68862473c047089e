package atoll.workspace.export;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Formulas in TeX as MathML, which browsers draw without a script. Knows what is usual in notes; where a formula has anything
 * else it says so, and the formula stands as it was written. Used once, by one thread. Cost: the length of the source.
 */
final class MathMl {
  private static final int MOST_CHARACTERS = 5_000;
  private static final int DEEPEST = 40;

  /** What no browser could draw as it is meant. */
  private static final class UnknownException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;
  }

  private final String source;
  private final boolean display;
  private int at;
  private int depth;

  private MathMl(String source, boolean display) {
    this.source = source;
    this.display = display;
  }

  /**
   * The formula with its source beside it, by which it comes back.
   *
   * @param display whether it stands on lines of its own
   * @return empty if there is something in it that is not known here
   */
  static Optional<String> of(String tex, boolean display) {
    if (tex.isBlank() || tex.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      MathMl parser = new MathMl(tex, display);
      String inner = parser.row("");
      return Optional.of((display ? "<math display=\"block\">" : "<math>")
          + "<semantics><mrow>" + inner + "</mrow><annotation encoding=\"application/x-tex\">"
          + HtmlText.escaped(tex) + "</annotation></semantics></math>");
    } catch (UnknownException unknown) {
      return Optional.empty();
    }
  }

  /** Everything up to one of the closing signs, which is taken; up to the end if there is none to wait for. */
  private String row(String close) throws UnknownException {
    if (++depth > DEEPEST) {
      throw new UnknownException();
    }
    StringBuilder out = new StringBuilder();
    while (true) {
      blanks();
      if (at == source.length()) {
        if (!close.isEmpty()) {
          throw new UnknownException();
        }
        break;
      }
      if (!close.isEmpty() && source.startsWith(close, at)) {
        at += close.length();
        break;
      }
      out.append(scripted());
    }
    depth--;
    return out.toString();
  }

  private void blanks() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  /** One thing with what stands below and above it. */
  private String scripted() throws UnknownException {
    int from = at;
    String base = atom();
    String command = source.substring(from, at).strip();
    boolean limits = display && command.startsWith("\\") && hasLimits(command.substring(1));
    String below = "";
    String above = "";
    while (true) {
      blanks();
      if (at < source.length() && source.charAt(at) == '\'') {
        StringBuilder primes = new StringBuilder();
        for (; at < source.length() && source.charAt(at) == '\''; at++) {
          primes.append('′');
        }
        above += "<mo>" + primes + "</mo>";
      } else if (at < source.length() && (source.charAt(at) == '_' || source.charAt(at) == '^')) {
        boolean up = source.charAt(at++) == '^';
        String script = argument();
        above = up ? above + script : above;
        below = up ? below : below + script;
      } else {
        return scripts(base, below, above, limits);
      }
    }
  }

  private static boolean hasLimits(String command) {
    return MathSigns.BIG.containsKey(command) || MathSigns.FUNCTIONS_WITH_LIMITS.contains(command);
  }

  private static String scripts(String base, String below, String above, boolean limits) {
    String low = "<mrow>" + below + "</mrow>";
    String high = "<mrow>" + above + "</mrow>";
    if (below.isEmpty() && above.isEmpty()) {
      return base;
    }
    if (below.isEmpty()) {
      return element(limits ? "mover" : "msup", base + high);
    }
    return above.isEmpty()
        ? element(limits ? "munder" : "msub", base + low)
        : element(limits ? "munderover" : "msubsup", base + low + high);
  }

  private String argument() throws UnknownException {
    blanks();
    if (at == source.length()) {
      throw new UnknownException();
    }
    return atom();
  }

  private String atom() throws UnknownException {
    char c = source.charAt(at);
    if (Character.isDigit(c)) {
      int from = at;
      while (at < source.length()
          && (Character.isDigit(source.charAt(at))
              || source.charAt(at) == '.'
                  && at + 1 < source.length()
                  && Character.isDigit(source.charAt(at + 1)))) {
        at++;
      }
      return element("mn", source.substring(from, at));
    }
    if (c == '{') {
      at++;
      return element("mrow", row("}"));
    }
    if (c == '\\') {
      return command();
    }
    if (c == '}' || c == '&' || c == '#' || c == '$' || c == '%' || c == '^' || c == '_') {
      throw new UnknownException();
    }
    int point = source.codePointAt(at);
    at += Character.charCount(point);
    String sign = HtmlText.escaped(Character.toString(point));
    if (Character.isLetter(point)) {
      return element("mi", sign);
    }
    boolean fence = "()[]|/".indexOf(point) >= 0;
    return fence
        ? "<mo stretchy=\"false\">" + sign + "</mo>"
        : element("mo", sign.equals("-") ? "−" : sign);
  }

  private String name() {
    int from = ++at;
    while (at < source.length() && isLetter(source.charAt(at))) {
      at++;
    }
    if (at == from && at < source.length()) {
      at++;
    }
    return source.substring(from, at);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private String command() throws UnknownException {
    String name = name();
    Optional<String> sign = sign(name);
    if (sign.isPresent()) {
      return sign.get();
    }
    if (MathSigns.FUNCTIONS.contains(name) || MathSigns.FUNCTIONS_WITH_LIMITS.contains(name)) {
      return "<mi>" + name + "</mi><mspace width=\"0.167em\"/>";
    }
    Optional<String> accent = drawn(MathSigns.ACCENTS, name, "<mo>", "</mo>");
    if (accent.isPresent()) {
      return "<mover accent=\"true\">" + argument() + accent.get() + "</mover>";
    }
    return switch (name) {
      case "frac", "dfrac", "tfrac", "cfrac" -> element("mfrac", argument() + argument());
      case "binom" ->
        "<mrow><mo>(</mo><mfrac linethickness=\"0\">" + argument() + argument()
            + "</mfrac><mo>)</mo></mrow>";
      case "sqrt" -> root();
      case "underline" -> "<munder>" + argument() + "<mo>_</mo></munder>";
      case "text", "textrm", "mathrm", "operatorname", "mbox", "textit" -> words(name);
      case "mathbf", "boldsymbol", "bm" -> letters(MathLetters.BOLD);
      case "mathbb" -> letters(MathLetters.DOUBLE);
      case "mathcal", "mathscr" -> letters(MathLetters.SCRIPT);
      case "left" -> fenced();
      case "begin" -> environment();
      case "limits", "nolimits", "displaystyle", "textstyle", "big", "Big", "bigl", "bigr" -> "";
      case "{", "}", "%", "&", "#", "$", "_" -> element("mo", HtmlText.escaped(name));
      case "|" -> element("mo", "‖");
      case " " -> "<mspace width=\"0.25em\"/>";
      default -> throw new UnknownException();
    };
  }

  /** What a command that takes nothing stands for. */
  private static Optional<String> sign(String name) {
    return drawn(MathSigns.NAMES, name, "<mi>", "</mi>")
        .or(() -> drawn(MathSigns.OPERATORS, name, "<mo>", "</mo>"))
        .or(() -> drawn(MathSigns.BIG, name, "<mo>", "</mo>"))
        .or(() -> drawn(MathSigns.SPACES, name, "<mspace width=\"", "em\"/>"));
  }

  private static Optional<String> drawn(
      Map<String, String> signs, String name, String before, String after) {
    return Optional.ofNullable(signs.get(name)).map(sign -> before + sign + after);
  }

  private String root() throws UnknownException {
    blanks();
    if (at < source.length() && source.charAt(at) == '[') {
      at++;
      String degree = element("mrow", row("]"));
      return element("mroot", argument() + degree);
    }
    return element("msqrt", argument());
  }

  /** The bare text between the braces that follow. */
  private String braced() throws UnknownException {
    blanks();
    int end = source.indexOf('}', at);
    if (end < 0 || source.charAt(at) != '{') {
      throw new UnknownException();
    }
    String inner = source.substring(at + 1, end);
    if (inner.matches("(?s).*[\\\\{$].*")) {
      throw new UnknownException();
    }
    at = end + 1;
    return inner;
  }

  private String words(String command) throws UnknownException {
    String text = HtmlText.escaped(braced());
    return command.equals("mathrm") || command.equals("operatorname")
        ? "<mi mathvariant=\"normal\">" + text + "</mi>"
        : element("mtext", text.replace(' ', '\u00a0'));
  }

  private String letters(MathLetters alphabet) throws UnknownException {
    blanks();
    if (at < source.length() && source.charAt(at) == '{') {
      StringBuilder out = new StringBuilder();
      braced().chars().filter(c -> c != ' ').forEach(c -> out.append(alphabet.of((char) c)));
      return element("mi", HtmlText.escaped(out.toString()));
    }
    if (at == source.length() || !isLetter(source.charAt(at))) {
      throw new UnknownException();
    }
    return element("mi", alphabet.of(source.charAt(at++)));
  }

  private String fenced() throws UnknownException {
    String open = fence();
    String inner = row("\\right");
    return "<mrow>" + open + inner + fence() + "</mrow>";
  }

  private String fence() throws UnknownException {
    blanks();
    if (at == source.length()) {
      throw new UnknownException();
    }
    char c = source.charAt(at);
    String sign = String.valueOf(c);
    if (c == '\\') {
      sign = escapedFence(name());
    } else if ("()[]|/.<>".indexOf(c) < 0) {
      throw new UnknownException();
    } else {
      at++;
    }
    return sign.equals(".") ? "" : "<mo stretchy=\"true\">" + HtmlText.escaped(sign) + "</mo>";
  }

  private static String escapedFence(String name) throws UnknownException {
    if (name.equals("{") || name.equals("}")) {
      return name;
    }
    if (name.equals("|")) {
      return "‖";
    }
    return Optional.ofNullable(MathSigns.OPERATORS.get(name)).orElseThrow(UnknownException::new);
  }

  /** Rows of cells between {@code \begin} and {@code \end}. */
  private String environment() throws UnknownException {
    String kind = braced();
    String bare = kind.replace("*", "");
    if (bare.equals("array")) {
      braced();
    }
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    StringBuilder cell = new StringBuilder();
    while (true) {
      blanks();
      if (at == source.length()) {
        throw new UnknownException();
      }
      boolean end = source.startsWith("\\end", at);
      boolean next = source.startsWith("\\\\", at);
      if (!end && !next && source.charAt(at) != '&') {
        cell.append(scripted());
        continue;
      }
      row.append(element("mtd", cell.toString()));
      cell.setLength(0);
      if (!end && !next) {
        at++;
        continue;
      }
      at += end ? "\\end".length() : 2;
      if (!end || !row.toString().equals("<mtd></mtd>")) {
        rows.add(element("mtr", row.toString()));
      }
      row.setLength(0);
      if (end) {
        if (!braced().equals(kind)) {
          throw new UnknownException();
        }
        return table(bare, String.join("", rows));
      }
    }
  }

  private static String table(String kind, String rows) throws UnknownException {
    return switch (kind) {
      case "matrix", "array", "smallmatrix", "gathered", "gather" -> element("mtable", rows);
      case "pmatrix" -> between("(", element("mtable", rows), ")");
      case "bmatrix" -> between("[", element("mtable", rows), "]");
      case "Bmatrix" -> between("{", element("mtable", rows), "}");
      case "vmatrix" -> between("|", element("mtable", rows), "|");
      case "Vmatrix" -> between("‖", element("mtable", rows), "‖");
      case "cases" -> between("{", "<mtable class=\"left\">" + rows + "</mtable>", "");
      case "aligned", "align", "split" -> "<mtable class=\"sides\">" + rows + "</mtable>";
      default -> throw new UnknownException();
    };
  }

  private static String between(String open, String inner, String close) {
    String end = close.isEmpty() ? "" : element("mo", close);
    return "<mrow>" + element("mo", open) + inner + end + "</mrow>";
  }

  private static String element(String tag, String inner) {
    return "<" + tag + ">" + inner + "</" + tag + ">";
  }
}

package atoll.workspace.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a block of HTML within Markdown apart: notes and toggles, which have Markdown between them, and the rest. */
final class HtmlBlocks {
  private static final Pattern SIGNS = Pattern.compile(
      "<!--.*?(?:-->|\\z)|<details(?<details>[^>]*)>\\s*(?:<summary[^>]*>(?<summary>.*?)</summary>)?|(?<end></details>)|(?<br><br\\s*/?>)",
      Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /** Takes the parts in their order. */
  interface Sink {
    void note(Notes.Note note);

    /** A line without text. */
    void empty();

    /** @param summary HTML */
    void toggle(boolean folded, String summary);

    void endOfToggle();

    void other(String html);
  }

  private final String html;

  HtmlBlocks(String html) {
    this.html = html;
  }

  void read(Sink sink) {
    if (html.strip().equals("<br>")) {
      sink.empty();
      return;
    }
    Matcher sign = SIGNS.matcher(html);
    int at = 0;
    StringBuilder other = new StringBuilder();
    while (sign.find()) {
      other.append(html, at, sign.start());
      at = sign.end();
      if (sign.group("br") != null) {
        other.append(sign.group());
        continue;
      }
      flush(other, sink);
      if (sign.group("details") != null) {
        String summary = sign.group("summary");
        sink.toggle(!sign.group("details").contains("open"), summary == null ? "" : summary);
      } else if (sign.group("end") != null) {
        sink.endOfToggle();
      } else {
        Notes.parse(sign.group()).ifPresent(sink::note);
      }
    }
    other.append(html.substring(at));
    flush(other, sink);
  }

  private static void flush(StringBuilder other, Sink sink) {
    if (!other.toString().isBlank()) {
      sink.other(other.toString());
    }
    other.setLength(0);
  }
}

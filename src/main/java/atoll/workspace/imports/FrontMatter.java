package atoll.workspace.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands above a page between lines of three minus signs.
 *
 * @param yaml as it was written, without the lines around it; empty if there is none
 * @param body what follows
 */
record FrontMatter(String yaml, String body) {
  private static final Pattern FORM = Pattern.compile(
      "\\A\\ufeff?---[ \\t]*\\r?\\n(.{0,60000}?)(?:^|\\n)---[ \\t]*(?:\\r?\\n|\\z)",
      Pattern.DOTALL | Pattern.MULTILINE);

  static FrontMatter of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.find()) {
      return new FrontMatter("", text.startsWith("\ufeff") ? text.substring(1) : text);
    }
    return new FrontMatter(form.group(1).strip(), text.substring(form.end()));
  }

  /** The values of a property, a list or one; empty if there is none. */
  List<String> values(String... names) {
    List<String> values = new ArrayList<>();
    boolean within = false;
    for (String line : yaml.split("\r?\n", -1)) {
      if (within && line.matches("\\s*-\\s+.*")) {
        add(values, line.replaceFirst("\\s*-\\s+", ""));
        continue;
      }
      within = false;
      for (String name : names) {
        if (line.startsWith(name + ":")) {
          within = true;
          String rest = line.substring(name.length() + 1).strip();
          for (String each : rest.startsWith("[")
              ? rest.replaceAll("[\\[\\]]", "").split(",")
              : new String[] {rest}) {
            add(values, each);
          }
        }
      }
    }
    return values;
  }

  private static void add(List<String> values, String written) {
    String value = written.strip().replaceAll("^([\"'])(.*)\\1$", "$2");
    if (!value.isEmpty()) {
      values.add(value);
    }
  }
}

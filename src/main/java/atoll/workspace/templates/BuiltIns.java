package atoll.workspace.templates;

import atoll.workspace.PageLook;
import atoll.workspace.templates.Template.BuiltIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The templates that come with the program: resources in Markdown, each with its title as the first line. */
final class BuiltIns {
  private static final String TITLE = "# ";

  private static final List<BuiltIn> ALL = List.of(
      read("meeting-notes", "🗓️"),
      read("project-brief", "🎯"),
      read("weekly-plan", "✅"),
      read("decision-record", "⚖️"));

  private BuiltIns() {}

  static List<BuiltIn> all() {
    return ALL;
  }

  private static BuiltIn read(String name, String icon) {
    try (InputStream in =
        Objects.requireNonNull(BuiltIns.class.getResourceAsStream(name + ".md"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return new BuiltIn(
          text.substring(TITLE.length(), end),
          PageLook.PLAIN.withIcon(icon),
          text.substring(end).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

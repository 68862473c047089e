package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.PageLook;
import atoll.workspace.templates.Template.BuiltIn;
import java.util.List;

/** The templates that come with the program, in the language that its words are in. */
final class BuiltInTemplates {
  private BuiltInTemplates() {}

  static List<BuiltIn> all() {
    return List.of(
        one("template.meeting-notes", "🗓️"),
        one("template.project-brief", "🎯"),
        one("template.weekly-plan", "✅"),
        one("template.decision-record", "⚖️"));
  }

  private static BuiltIn one(String key, String icon) {
    return new BuiltIn(Words.of(key), PageLook.PLAIN.withIcon(icon), Words.of(key + ".text"));
  }
}

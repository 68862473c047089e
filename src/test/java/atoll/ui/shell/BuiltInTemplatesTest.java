package atoll.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.workspace.PageLook;
import atoll.workspace.markdown.MarkdownReader;
import atoll.workspace.markdown.Targets;
import atoll.workspace.page.PageBlock;
import atoll.workspace.templates.Template.BuiltIn;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuiltInTemplatesTest {
  @Test
  void templates_areReadAsBlocksWithoutTheirTitle() {
    for (BuiltIn template : BuiltInTemplates.all()) {
      assertTrue(PageLook.isIcon(template.look().icon()), template.title());
      List<PageBlock> blocks = MarkdownReader.read(template.markdown(), Targets.NONE, false);
      assertTrue(blocks.size() > 8, template.title());
      assertFalse(
          blocks.stream().anyMatch(block -> block.text().matches("[#>|*-].*|.*\\*\\*.*")),
          template.title());
    }
    assertEquals(
        List.of("Meeting notes", "Project brief", "Weekly plan", "Decision record"),
        BuiltInTemplates.all().stream().map(BuiltIn::title).toList());
  }
}

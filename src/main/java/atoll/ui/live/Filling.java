package atoll.ui.live;

import atoll.workspace.page.Delta;
import atoll.workspace.templates.Template;
import tools.jackson.databind.node.ObjectNode;

/** What the editor fills an empty page with, as JSON. */
public final class Filling {
  private Filling() {}

  /** The text with the title and the look, which are for a page that has none of its own. */
  public static String of(Template template, Delta text) {
    ObjectNode filling = Messages.JSON.createObjectNode();
    filling.set("delta", DeltaJson.write(text));
    filling.set("first", DeltaJson.write(text.first()));
    ObjectNode head = filling.putObject("head").put("title", template.title());
    AsideMessages.write(head, template.look());
    return filling.toString();
  }
}

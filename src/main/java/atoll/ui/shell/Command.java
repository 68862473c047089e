package atoll.ui.shell;

import atoll.ui.Words;
import java.util.HashMap;
import java.util.Map;

/** What the palette offers of the instance's making, besides going to workspaces. */
enum Command {
  NEW_PAGE("new-page", "plus", "new-page", false),
  NEW_INSIDE("new-inside", "plus", "new-page", true),
  FROM_TEMPLATE("from-template", "copy", "template", false),
  FILL_FROM_TEMPLATE("fill-from-template", "copy", "template", true),
  TEMPLATE("template", "copy", "template", true),
  SHARE("share", "share", "share", false),
  RENAME("rename", "rename", "rename", true),
  TRASH_PAGE("trash-page", "trash", "trash", true),
  WIDE("wide", "wide", "wide", true),
  PRINT("print", "print", "print", true),
  EXPORT_MARKDOWN("export-markdown", "download", "export", true),
  EXPORT_HTML("export-html", "download", "export", true),
  EXPORT_ALL("export-all", "download", "export", false),
  CARRY("carry", "download", "carry", false),
  IMPORT("import", "upload", "import", false),
  INBOX("inbox", "inbox", "inbox", false),
  TRASH("trash", "trash", "trash", false),
  PEOPLE("people", "person", "share", false),
  DEVICES("devices", "device", "devices", false),
  SYNC("sync", "person", "share", false),
  NEW_WORKSPACE("new-workspace", "workspace", "switch", false),
  JOIN("join", "join", "join", false),
  RENAME_WORKSPACE("rename-workspace", "rename", "rename", false);

  private static final Map<Command, String> LONGER =
      Map.of(SHARE, "command.share.long", TRASH, "command.trash.open");

  private final String id;
  private final String icon;
  private final String also;
  private final boolean ofPage;

  Command(String id, String icon, String also, boolean ofPage) {
    this.id = id;
    this.icon = icon;
    this.also = also;
    this.ofPage = ofPage;
  }

  String id() {
    return id;
  }

  /** Whether it does something to the page that is shown. */
  boolean ofPage() {
    return ofPage;
  }

  /** As the palette takes it; shortcuts are the browser's to know. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new HashMap<>();
    json.put("id", id);
    json.put("title", Words.of(LONGER.getOrDefault(this, "command." + id)));
    json.put("icon", icon);
    json.put("also", Words.of("command.also." + also));
    return json;
  }
}

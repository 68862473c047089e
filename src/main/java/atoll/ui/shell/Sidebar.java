package atoll.ui.shell;

import atoll.ui.Follower;
import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Beside every view: which workspace, search, the tree, the trash. */
final class Sidebar extends Div {
  private final Instance instance;
  private final TreePanel tree;
  private final FavouritesPanel favourites;
  private final MenuButton workspaces;
  private final Anchor inbox = new Anchor();
  private final Span unread = new Span();
  private final Anchor trash = new Anchor();
  /** Asks again for what was put off. */
  private final Anchor recovery = new Anchor("recovery");

  private final Follower inboxFollower = new Follower(this, this::count);
  private Optional<Workspace> shown = Optional.empty();

  /** @param command takes what was chosen in the workspace's menu */
  Sidebar(Instance instance, TreePanel tree, FavouritesPanel favourites, Consumer<String> command) {
    this.instance = instance;
    this.tree = tree;
    this.favourites = favourites;
    this.workspaces = new MenuButton("workspace", Words.of("workspace.menu"), command);
    addClassName("sidebar");
    Element mark = new Element("img");
    mark.setAttribute("src", "themes/atoll/icon.svg")
        .setAttribute("alt", "")
        .setAttribute("width", "22");
    mark.setAttribute("height", "22");
    workspaces.getElement().appendChild(mark);
    trash.addClassName("side-row");
    trash.getElement().setAttribute("router-link", true);
    trash.add(new Icon("trash"), new Span(Words.of("command.trash")));
    inbox.addClassName("side-row");
    inbox.getElement().setAttribute("router-link", true);
    unread.addClassName("side-count");
    inbox.add(new Icon("inbox"), new Span(Words.of("command.inbox")), unread);
    Div head = new Div(
        workspaces,
        row("search", "command.search", "palette"),
        inbox,
        row("plus", "command.new-page", "new-page"));
    head.addClassName("side-head");
    recovery.addClassName("side-banner");
    recovery.getElement().setAttribute("router-link", true);
    recovery.add(new Icon("key"), new Span(Words.of("recovery.banner")));
    Div foot = new Div(recovery, trash, row("keyboard", "command.help", "help"));
    foot.addClassName("side-foot");
    add(head, favourites(favourites), pagesHead(), tree, foot);
  }

  /** Shows that workspace. */
  void show(Workspace workspace) {
    tree.show(workspace);
    favourites.show(workspace);
    workspaces.label(nameOf(workspace));
    workspaces.items(menu(workspace));
    inbox.setHref("inbox/" + workspace.id());
    trash.setHref("trash/" + workspace.id());
    recovery.setVisible(instance.keepsRecoveryWords());
    if (shown.filter(workspace::equals).isEmpty()) {
      shown = Optional.of(workspace);
      inboxFollower.follow(List.of(then -> workspace.inbox().subscribe(changed -> then.run())));
      count();
    }
  }

  private void count() {
    int count = shown.map(each -> each.inbox().unread()).orElse(0);
    unread.setText(count == 0 ? "" : Integer.toString(count));
    unread.setVisible(count > 0);
    unread.getElement().setAttribute("aria-label", Words.of("inbox.count", count));
  }

  static String nameOf(Workspace workspace) {
    return workspace.name().isBlank() ? Words.of("workspace.unnamed") : workspace.name();
  }

  private List<Map<String, Object>> menu(Workspace current) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Workspace each : instance.workspaces()) {
      items.add(Map.of(
          "id",
          ShellLayout.SWITCH + each.id(),
          "label",
          nameOf(each),
          "checked",
          each.equals(current)));
    }
    items.add(item("share", "command.share.long", "share", true));
    items.add(item("people", "command.people", "person", false));
    items.add(item("rename-workspace", "command.rename-workspace", "rename", false));
    items.add(item("new-workspace", "command.new-workspace", "plus", true));
    items.add(item("join", "command.join", "join", false));
    return items;
  }

  private static Map<String, Object> item(String id, String words, String icon, boolean divided) {
    return Map.of("id", id, "label", Words.of(words), "icon", icon, "divided", divided);
  }

  private static Component favourites(FavouritesPanel panel) {
    Div head = new Div(new H2(Words.of("favourites.label")));
    head.addClassName("side-section");
    Div section = new Div(head, panel);
    section.addClassName("side-favourites");
    return section;
  }

  private static Component pagesHead() {
    H2 words = new H2(Words.of("shell.pages"));
    NativeButton add = new NativeButton();
    add.add(new Icon("plus"));
    add.addClassName("icon-button");
    add.setAriaLabel(Words.of("command.new-page"));
    add.getElement()
        .setAttribute("title", Words.of("command.new-page"))
        .setAttribute("data-command", "new-page");
    Div head = new Div(words, add);
    head.addClassName("side-section");
    return head;
  }

  private static NativeButton row(String icon, String words, String command) {
    NativeButton row = new NativeButton();
    row.addClassName("side-row");
    Element keys = new Element("atoll-keys");
    keys.setProperty("for", command);
    row.add(new Icon(icon), new Span(Words.of(words)));
    row.getElement().appendChild(keys);
    row.getElement().setAttribute("data-command", command);
    return row;
  }
}

package atoll.ui.shell;

import atoll.crypto.WorkspaceId;
import atoll.ui.Follower;
import atoll.ui.Memory;
import atoll.ui.Words;
import atoll.ui.live.Filling;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.Subscription;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import atoll.workspace.templates.Template;
import atoll.workspace.templates.Templates;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.RouterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The frame around every view but the first start. */
@Tag("atoll-shell")
@JsModule("./shell/atoll-shell.ts")
public final class ShellLayout extends Component
    implements RouterLayout, BeforeEnterObserver, AfterNavigationObserver {
  /** What a command that goes to a workspace begins with. */
  static final String SWITCH = "switch:";

  /** What the browser does by itself. */
  private static final String OUTLINE = "outline";

  private static final String EXPORT = "/export";

  private final Instance instance;
  private final Memory memory;
  private final Actions actions = new Actions(UI.getCurrent());
  private final Sidebar sidebar;
  private final TreePanel tree;
  private final FavouritesPanel favourites;
  private final Star star = new Star();
  private final Crumbs crumbs = new Crumbs();
  private final SyncLight sync = new SyncLight();
  private final MenuButton more = new MenuButton("more", Words.of("node.more"), this::run);
  private final Knocks knocks;
  private final Follower askers;
  private Optional<Workspace> workspace = Optional.empty();
  private Optional<NodeId> node = Optional.empty();
  /** What a view without a page is called. */
  private String title = "";

  private final Follower follower = new Follower(this, this::refresh);

  ShellLayout(Instance instance) {
    this.instance = instance;
    this.memory = new Memory(instance);
    this.knocks = new Knocks(instance);
    this.askers = new Follower(this, knocks::refresh);
    this.tree = new TreePanel(memory, actions);
    this.favourites = new FavouritesPanel(actions);
    this.sidebar = new Sidebar(instance, tree, favourites, this::run);
    slot("sidebar", sidebar.getElement());
    slot("crumbs", crumbs.getElement());
    slot("tools", new Element("atoll-save-state"));
    slot("tools", sync.getElement());
    slot("tools", star.getElement());
    slot("tools", shareButton().getElement());
    slot("tools", more.getElement());
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (instance.person().isEmpty() || instance.workspaces().isEmpty()) {
      event.forwardTo("welcome");
    }
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    Optional<Located> located = event.getActiveChain().stream()
        .filter(Located.class::isInstance)
        .map(Located.class::cast)
        .findFirst();
    node = located.flatMap(Located::node);
    located.flatMap(Located::workspace).or(() -> workspace).or(this::latest).ifPresent(this::show);
    askers.follow(instance.workspaces().stream()
        .<Function<Runnable, Subscription>>map(each -> each.people()::onChange)
        .toList());
    knocks.refresh();
    tree.mark(node);
    favourites.mark(node);
    getElement().setProperty("current", node.map(NodeId::toString).orElse(""));
    getElement().setProperty("recent", Memory.join(memory.recent()));
    title = event.getActiveChain().getFirst() instanceof HasDynamicTitle view
        ? view.getPageTitle()
        : "";
    refresh();
    InvitationLink.take(ui()).ifPresent(this::join);
  }

  private void show(Workspace shown) {
    if (workspace.filter(shown::equals).isEmpty()) {
      workspace = Optional.of(shown);
      follower.follow(List.of(then -> shown.tree().subscribe(state -> then.run())));
    }
    sidebar.show(shown);
    sync.show(shown);
  }

  /** Titles, places and names have changed, or the view has. */
  private void refresh() {
    workspace.ifPresent(shown -> {
      TreeState state = shown.tree().state();
      boolean known = node.flatMap(state::node).isPresent();
      boolean trashed = node.map(state::inTrash).orElse(false);
      if (known) {
        crumbs.show(node.map(state::path).orElse(List.of()));
      } else {
        crumbs.show(title);
      }
      more.setVisible(known && !trashed);
      star.show(node.filter(page -> known && !trashed));
      node.flatMap(state::node).ifPresent(page -> more.items(pageMenu(page)));
      sidebar.show(shown);
      getElement().setProperty("commands", commands(shown, known && !trashed));
    });
  }

  private Optional<Workspace> latest() {
    return memory.recent().stream()
        .map(instance::find)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> instance.workspaces().stream().findFirst());
  }

  private String commands(Workspace current, boolean withPage) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Command command : Command.values()) {
      if (withPage || !command.ofPage()) {
        all.add(command.toJson());
      }
    }
    for (Workspace each : instance.workspaces()) {
      if (!each.equals(current)) {
        all.add(Map.of(
            "id",
            SWITCH + each.id(),
            "title",
            Words.of("command.switch", Sidebar.nameOf(each)),
            "icon",
            "workspace",
            "also",
            Words.of("command.also.switch")));
      }
    }
    return TreeFeed.JSON.writeValueAsString(all);
  }

  private static List<Map<String, Object>> pageMenu(Node page) {
    return List.of(
        Map.of("id", "new-inside", "label", Words.of("tree.add-inside"), "icon", "plus"),
        Map.of("id", OUTLINE, "label", Words.of("command.outline"), "icon", "outline"),
        Map.of(
            "id",
            "wide",
            "label",
            Words.of("command.wide"),
            "icon",
            "wide",
            "checked",
            page.look().wide()),
        Map.of(
            "id",
            "template",
            "label",
            Words.of("command.template"),
            "icon",
            "copy",
            "checked",
            page.template()),
        Map.of("id", "print", "label", Words.of("command.print"), "icon", "print"),
        Map.of(
            "id",
            "export-markdown",
            "label",
            Words.of("command.export-markdown"),
            "icon",
            "download"),
        Map.of("id", "export-html", "label", Words.of("command.export-html"), "icon", "download"),
        Map.of(
            "id", "trash-page", "label", Words.of("tree.trash"), "icon", "trash", "danger", true));
  }

  @ClientCallable
  private void open(String id) {
    NodeId.parse(id).ifPresent(actions::open);
  }

  /** The page is in front of the person; a tab that is loaded again behind another one does not say so. */
  @ClientCallable
  private void looked(String id) {
    node.filter(shown -> shown.toString().equals(id) && instance.find(shown).isPresent())
        .ifPresent(shown -> {
          memory.looked(shown);
          getElement().setProperty("recent", Memory.join(memory.recent()));
        });
  }

  @ClientCallable
  private void run(String id) {
    if (id.startsWith(SWITCH)) {
      go(id.substring(SWITCH.length()));
      return;
    }
    if (id.equals(OUTLINE)) {
      getElement().callJsFunction("showOutline");
      return;
    }
    for (Command command : Command.values()) {
      if (command.id().equals(id)) {
        workspace.ifPresent(shown -> run(command, shown));
      }
    }
  }

  private void run(Command command, Workspace shown) {
    switch (command) {
      case NEW_PAGE -> Actions.createFirst(ui(), shown);
      case NEW_INSIDE ->
        node.ifPresent(parent -> actions.create(
            shown, node, shown.tree().state().children(Optional.of(parent)).size()));
      case FROM_TEMPLATE ->
        TemplateDialog.open(
            shown,
            chosen -> actions.open(
                shown.templates().create(chosen, Optional.empty(), Integer.MAX_VALUE)));
      case FILL_FROM_TEMPLATE ->
        Roles.limit(shown)
            .ifPresentOrElse(
                role -> Toast.show(Words.of("page.limit." + role)),
                () -> TemplateDialog.open(shown, chosen -> fill(shown.templates(), chosen)));
      case TEMPLATE ->
        node.flatMap(shown.tree().state()::node).ifPresent(page -> {
          shown.tree().template(page.id(), !page.template());
          Toast.show(Words.of(page.template() ? "template.no-more" : "template.kept"));
        });
      case SHARE -> ShareDialog.open(ui(), shown);
      case RENAME ->
        node.flatMap(shown.tree().state()::node)
            .ifPresent(known -> NameDialog.open(
                "rename",
                Words.of("workspace.rename"),
                known.title(),
                name -> shown.tree().rename(known.id(), name)));
      case TRASH_PAGE -> node.ifPresent(page -> actions.trash(shown, page));
      case WIDE ->
        node.ifPresent(page -> shown.tree().dress(page, look -> look.withWidth(!look.wide())));
      case INBOX -> ui().navigate("inbox/" + shown.id());
      case PRINT -> node.ifPresent(page -> exported("print", page, "&as=print"));
      case EXPORT_MARKDOWN -> node.ifPresent(page -> exported("download", page, ""));
      case EXPORT_HTML -> node.ifPresent(page -> exported("download", page, "&as=html"));
      case EXPORT_ALL -> download(EXPORT);
      case CARRY -> CarryDialog.open(shown, node, this::download);
      case IMPORT -> getElement().callJsFunction("bringIn", shown.id().toString());
      case TRASH -> ui().navigate("trash/" + shown.id());
      case PEOPLE -> ui().navigate("people/" + shown.id());
      case DEVICES -> ui().navigate("devices/" + shown.id());
      case SYNC -> sync.open();
      case NEW_WORKSPACE ->
        NameDialog.open(
            "workspace.new",
            Words.of("workspace.create"),
            "",
            name -> go(instance.create(name).id().toString()));
      case JOIN -> join("");
      case RENAME_WORKSPACE ->
        NameDialog.open(
            "workspace.rename",
            Words.of("workspace.rename"),
            shown.name(),
            shown.tree()::renameWorkspace);
    }
  }

  /** It is the editor's step, so that its undo takes it back. */
  private void fill(Templates templates, Template chosen) {
    String filling = Filling.of(chosen, templates.filling(chosen));
    getElement().callJsFunction("fill", filling).then(Boolean.class, filled -> {
      if (!filled) {
        Toast.show(Words.of("template.not-empty"));
      }
    });
  }

  private void join(String invitation) {
    JoinDialog.open(ui(), instance, invitation, joined -> go(joined.id().toString()));
  }

  private void download(String address) {
    getElement().callJsFunction("download", address);
  }

  private void exported(String how, NodeId page, String as) {
    getElement().callJsFunction(how, EXPORT + "?page=" + page + as);
  }

  /** An import has ended: in a page to look at, in something to say, or in both. */
  @ClientCallable
  private void imported(String page, String report) {
    NodeId.parse(page).ifPresent(actions::open);
    if (!report.isBlank()) {
      Toast.show(report);
    }
  }

  /** An import came to nothing, for a reason that is said in words for a person. */
  @ClientCallable
  private void notImported(String why) {
    Toast.show(why);
  }

  @ClientCallable
  private void importing() {
    Toast.show(Words.of("import.begun"));
  }

  private void go(String workspaceId) {
    ui().navigate("w/" + WorkspaceId.parse(workspaceId));
  }

  private UI ui() {
    return getUI().orElseThrow();
  }

  private NativeButton shareButton() {
    NativeButton share = new NativeButton();
    share.add(new Span(Words.of("command.share")));
    share.addClassNames("button", "quiet", "share-button");
    share.getElement().setAttribute("data-command", "share");
    return share;
  }

  private void slot(String name, Element element) {
    element.setAttribute("slot", name);
    getElement().appendChild(element);
  }
}

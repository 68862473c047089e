package atoll.ui.trash;

import atoll.ui.Follower;
import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.Workspaces;
import atoll.ui.shell.Located;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trash of a workspace. */
@Route(value = "trash/:workspace", layout = ShellLayout.class)
final class TrashView extends Div implements BeforeEnterObserver, HasDynamicTitle, Located {
  private final Instance instance;
  private final Div content = new Div();
  private final Follower follower = new Follower(this, this::refresh);
  private @Nullable Workspace workspace;

  TrashView(Instance instance) {
    this.instance = instance;
    addClassName("page-view");
    content.addClassName("listing");
    add(content);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Workspace found = Workspaces.find(
            instance, event.getRouteParameters().get("workspace").orElse(""))
        .orElseThrow(NotFoundException::new);
    workspace = found;
    follower.follow(List.of(then -> found.tree().subscribe(state -> then.run())));
    refresh();
  }

  @Override
  public String getPageTitle() {
    return Words.of("trash.title");
  }

  @Override
  public Optional<Workspace> workspace() {
    return Optional.ofNullable(workspace);
  }

  @Override
  public Optional<NodeId> node() {
    return Optional.empty();
  }

  private void refresh() {
    if (workspace == null) {
      return;
    }
    TreeState state = workspace.tree().state();
    List<Node> trashed = state.trash();
    content.removeAll();
    content.add(new H1(Words.of("trash.title")));
    content.add(new Paragraph(Words.of(trashed.isEmpty() ? "trash.empty" : "trash.lead")));
    UnorderedList list = new UnorderedList();
    trashed.forEach(node -> list.add(line(workspace, state, node)));
    if (!trashed.isEmpty()) {
      content.add(list);
    }
  }

  private ListItem line(Workspace shown, TreeState state, Node node) {
    String title = Words.titled(node.title());
    Anchor link = new Anchor("p/" + node.id(), title);
    link.getElement().setAttribute("router-link", true);
    Span where = new Span(node.parent()
        .flatMap(state::node)
        .map(parent -> Words.of("trash.under", Words.titled(parent.title())))
        .orElse(""));
    where.addClassName("where");
    NativeButton restore =
        new NativeButton(Words.of("trash.restore"), click -> shown.tree().restore(node.id()));
    restore.addClassName("button");
    restore.setAriaLabel(Words.of("trash.restore.label", title));
    return new ListItem(new Icon("page"), link, where, restore);
  }
}

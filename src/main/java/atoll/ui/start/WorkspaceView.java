package atoll.ui.start;

import atoll.ui.Follower;
import atoll.ui.Memory;
import atoll.ui.Words;
import atoll.ui.Workspaces;
import atoll.ui.shell.Actions;
import atoll.ui.shell.Located;
import atoll.ui.shell.ShellLayout;
import atoll.ui.shell.SixWords;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A workspace's own address: leads to its page open last or its first one; without pages it says what comes next. */
@Route(value = "w/:workspace", layout = ShellLayout.class)
final class WorkspaceView extends Div implements BeforeEnterObserver, HasDynamicTitle, Located {
  private final Instance instance;
  private final Follower follower = new Follower(this, this::goOn);
  private @Nullable Workspace workspace;

  WorkspaceView(Instance instance) {
    this.instance = instance;
    addClassName("page-view");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Workspace found = Workspaces.of(instance, event);
    workspace = found;
    Optional<NodeId> page = firstPage(found);
    if (page.isPresent()) {
      event.forwardTo(Actions.PAGES + "/" + page.get());
      return;
    }
    follower.follow(
        List.of(then -> found.tree().subscribe(state -> then.run()), found.people()::onChange));
    removeAll();
    add(content(found));
  }

  @Override
  public String getPageTitle() {
    return workspace == null ? "" : workspace.name();
  }

  @Override
  public Optional<Workspace> workspace() {
    return Optional.ofNullable(workspace);
  }

  @Override
  public Optional<NodeId> node() {
    return Optional.empty();
  }

  /** To the first page, as soon as there is one. */
  private void goOn() {
    if (workspace != null) {
      removeAll();
      add(content(workspace));
    }
    Optional.ofNullable(workspace)
        .flatMap(this::firstPage)
        .ifPresent(page -> getUI().ifPresent(ui -> ui.navigate(Actions.PAGES + "/" + page)));
  }

  private Optional<NodeId> firstPage(Workspace shown) {
    TreeState state = shown.tree().state();
    return new Memory(instance)
        .recent().stream()
            .filter(page -> state.node(page).isPresent() && !state.inTrash(page))
            .findFirst()
            .or(() -> state.children(Optional.empty()).stream().map(Node::id).findFirst());
  }

  private static Div content(Workspace shown) {
    Optional<Workspace.Waiting> waiting = shown.waiting();
    return waiting.isPresent() ? waiting(shown, waiting.get()) : empty(shown);
  }

  /** What a newcomer waits for, or why there is nothing to wait for. */
  private static Div waiting(Workspace shown, Workspace.Waiting waiting) {
    Div content = new Div();
    content.addClassName("message");
    if (waiting.refused().isPresent()) {
      String key = "waiting." + waiting.refused().get();
      content.add(new H1(Words.of("waiting.refused.title")), new Paragraph(Words.of(key)));
    } else {
      content.add(
          new H1(Words.of("waiting.title", shown.name())),
          new Paragraph(Words.of("waiting.text")),
          new SixWords(waiting.words()),
          new Paragraph(Words.of("waiting.opens")));
    }
    return content;
  }

  private static Div empty(Workspace shown) {
    boolean awaited = shown.tree().state().nodes().isEmpty() && shown.sync().shared();
    String key = awaited ? "empty.joining" : "empty";
    Div content = new Div(new H1(Words.of(key + ".title")), new Paragraph(Words.of(key + ".text")));
    content.addClassName("message");
    NativeButton make = new NativeButton(
        Words.of("empty.new"),
        click -> click.getSource().getUI().ifPresent(ui -> Actions.createFirst(ui, shown)));
    make.addClassNames("button", awaited ? "quiet" : "primary");
    content.add(make);
    return content;
  }
}

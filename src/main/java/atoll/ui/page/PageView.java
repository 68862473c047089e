package atoll.ui.page;

import atoll.ui.Follower;
import atoll.ui.Words;
import atoll.ui.shell.Located;
import atoll.ui.shell.Roles;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.NodeKind;
import atoll.workspace.Subscription;
import atoll.workspace.TreeState;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A node at its own address: the page, or why it cannot be shown. Follows the tree as long as it is open. */
@Route(value = "p", layout = ShellLayout.class)
final class PageView extends Div implements HasUrlParameter<String>, HasDynamicTitle, Located {
  /** What the view shows; another kind makes it draw again. */
  private enum Kind {
    PAGE,
    NEWER,
    UNKNOWN
  }

  private final Instance instance;
  private final Follower follower = new Follower(this, this::changed);
  private final Div notice = new Div();
  private final Div body = new Div();
  private final Div limits = new Div();
  private @Nullable PageEditor editor;
  private Optional<NodeId> node = Optional.empty();
  private @Nullable Kind shown;
  private String title = "";

  PageView(Instance instance) {
    this.instance = instance;
    addClassName("page-view");
    body.addClassName("page-body");
    notice.addClassName("notice");
    notice.setVisible(false);
    limits.addClassName("notice");
    limits.setVisible(false);
    add(limits, notice, body);
  }

  @Override
  public void setParameter(BeforeEvent event, String id) {
    node = NodeId.parse(id);
    shown = null;
    refresh();
    follow();
  }

  @Override
  public String getPageTitle() {
    return title;
  }

  @Override
  public Optional<Workspace> workspace() {
    return node.flatMap(instance::find);
  }

  @Override
  public Optional<NodeId> node() {
    return node;
  }

  /** The page's own workspace; all of them while it is unknown, since it may be on its way. */
  private void follow() {
    List<Workspace> followed = workspace().map(List::of).orElseGet(instance::workspaces);
    follower.follow(followed.stream()
        .<Function<Runnable, Subscription>>mapMulti((each, all) -> {
          all.accept(then -> each.tree().subscribe(state -> then.run()));
          all.accept(each.people()::onChange);
        })
        .toList());
  }

  private void changed() {
    Kind before = shown;
    String titleBefore = title;
    refresh();
    getUI().ifPresent(ui -> {
      if (before == Kind.UNKNOWN && shown != Kind.UNKNOWN) {
        ui.getPage().reload();
      } else if (!title.equals(titleBefore)) {
        ui.getPage().setTitle(title);
      }
    });
  }

  private void refresh() {
    Optional<TreeState> state = workspace().map(each -> each.tree().state());
    Optional<Node> found = node.flatMap(id -> state.flatMap(each -> each.node(id)));
    title = found
        .map(each -> each.look().before(Words.titled(each.title())))
        .orElseGet(() -> Words.of("page.unknown.title"));
    Kind kind = found
        .map(each -> each.kind() == NodeKind.PAGE ? Kind.PAGE : Kind.NEWER)
        .orElse(Kind.UNKNOWN);
    if (kind != shown) {
      shown = kind;
      body.removeAll();
      editor = null;
      switch (kind) {
        case PAGE ->
          found.ifPresent(each -> {
            editor = new PageEditor(each.id(), each.title().isEmpty());
            body.add(editor);
          });
        case NEWER -> body.add(new Message(title, Words.of("page.newer.text")));
        case UNKNOWN -> body.add(Message.unknown(instance));
      }
    }
    limit();
    notice.setVisible(
        found.isPresent() && state.map(each -> each.inTrash(found.get().id())).orElse(false));
    if (notice.isVisible()) {
      showTrashed(state.orElseThrow(), found.get());
    }
  }

  /** Says beforehand what the person may not do here. */
  private void limit() {
    String why = workspace().flatMap(Roles::limit).orElse("");
    limits.setVisible(!why.isEmpty());
    if (!why.isEmpty()) {
      limits.setText(Words.of("page.limit." + why));
    }
    if (editor != null) {
      editor.readonly(!why.isEmpty());
      editor.commentable(why.equals("commenter"));
    }
  }

  private void showTrashed(TreeState state, Node page) {
    Node trashed =
        state.path(page.id()).stream().filter(Node::trashed).findFirst().orElse(page);
    String words = trashed.equals(page)
        ? Words.of("page.trashed")
        : Words.of("page.trashed.above", Words.titled(trashed.title()));
    NativeButton restore = new NativeButton(
        Words.of("page.restore"),
        click -> workspace().ifPresent(each -> each.tree().restore(trashed.id())));
    restore.addClassName("button");
    notice.removeAll();
    notice.add(new Span(words), restore);
  }
}

package atoll.ui.trash;

import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.shell.Listing;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.Subscription;
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
import com.vaadin.flow.router.Route;
import java.util.List;

/** The trash of a workspace. */
@Route(value = "trash/:workspace", layout = ShellLayout.class)
final class TrashView extends Listing {
  TrashView(Instance instance) {
    super(instance, "trash");
  }

  @Override
  protected Subscription subscribe(Workspace shown, Runnable changed) {
    return shown.tree().subscribe(state -> changed.run());
  }

  @Override
  protected void draw(Workspace shown, Div content) {
    TreeState state = shown.tree().state();
    List<Node> trashed = state.trash();
    content.add(new H1(Words.of("trash.title")));
    content.add(new Paragraph(Words.of(trashed.isEmpty() ? "trash.empty" : "trash.lead")));
    UnorderedList list = new UnorderedList();
    trashed.forEach(node -> list.add(line(shown, state, node)));
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

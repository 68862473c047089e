package atoll.ui.shell;

import atoll.ui.Words;
import atoll.workspace.Node;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** Where the page lies: the titles from the top down to it. */
final class Crumbs extends Nav {
  private final OrderedList list = new OrderedList();

  Crumbs() {
    addClassName("crumbs");
    getElement().setAttribute("aria-label", Words.of("crumbs.label"));
    add(list);
  }

  /** @param path from the top down to the page itself; may be empty */
  void show(List<Node> path) {
    list.removeAll();
    for (Node node : path) {
      boolean last = node.equals(path.getLast());
      list.add(new ListItem(last ? here(node) : link(node)));
    }
  }

  /** A view that is no page. */
  void show(String title) {
    list.removeAll();
    Span here = new Span(title);
    here.getElement().setAttribute("aria-current", "page");
    list.add(new ListItem(here));
  }

  private static Anchor link(Node node) {
    String title = titled(node);
    Anchor link = new Anchor(Actions.PAGES + "/" + node.id(), title);
    link.setRouterIgnore(false);
    link.getElement().setAttribute("title", title).setAttribute("router-link", true);
    return link;
  }

  private static Span here(Node node) {
    Span here = new Span(titled(node));
    here.getElement().setAttribute("aria-current", "page").setAttribute("title", titled(node));
    return here;
  }

  private static String titled(Node node) {
    return node.look().before(Words.titled(node.title()));
  }
}

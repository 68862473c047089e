package atoll.ui.page;

import atoll.workspace.NodeId;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** The editor of one page; it speaks to the instance by a connection of its own. */
@Tag("atoll-page")
@JsModule("./editor/atoll-page.ts")
final class PageEditor extends Component {
  /** @param caret whether the caret goes into the title at once */
  PageEditor(NodeId page, boolean caret) {
    getElement()
        .setAttribute("page", page.toString())
        .setAttribute("live", "/live")
        .setAttribute("autofocus", caret);
  }

  /** Whether the page may be changed here. */
  void readonly(boolean readonly) {
    getElement().setAttribute("readonly", readonly);
  }

  /** Whether comments may be begun although the page may not be changed. */
  void commentable(boolean commentable) {
    getElement().setAttribute("commentable", commentable);
  }
}

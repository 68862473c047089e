package atoll.ui.shell;

import atoll.workspace.NodeId;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.Optional;

/** The star in the head of a page; the browser knows what is a favourite. */
@Tag("atoll-star")
final class Star extends Component {
  /** Stands for that page; is hidden if there is none. */
  void show(Optional<NodeId> page) {
    setVisible(page.isPresent());
    getElement().setProperty("page", page.map(NodeId::toString).orElse(""));
  }
}

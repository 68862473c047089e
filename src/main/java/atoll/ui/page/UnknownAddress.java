package atoll.ui.page;

import atoll.ui.Words;
import atoll.ui.shell.Located;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** For an address that is none of ours. */
@ParentLayout(ShellLayout.class)
final class UnknownAddress extends Div
    implements HasErrorParameter<NotFoundException>, HasDynamicTitle, Located {
  UnknownAddress(Instance instance) {
    addClassName("page-view");
    add(Message.unknown(instance));
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    return HttpServletResponse.SC_NOT_FOUND;
  }

  @Override
  public String getPageTitle() {
    return Words.of("page.unknown.title");
  }

  @Override
  public Optional<Workspace> workspace() {
    return Optional.empty();
  }

  @Override
  public Optional<NodeId> node() {
    return Optional.empty();
  }
}

package atoll.ui.shell;

import atoll.ui.Follower;
import atoll.ui.Words;
import atoll.workspace.SyncState;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one light that says how a workspace stands with the others; it opens a panel that says more. */
final class SyncLight extends Div {
  private final NativeButton light = new NativeButton();
  private final Span words = new Span();
  private final Popover panel = new Popover();
  private final Div details = new Div();
  private final Follower follower = new Follower(this, this::refresh);
  private @Nullable Workspace workspace;

  SyncLight() {
    addClassName("sync");
    Span dot = new Span();
    dot.addClassName("dot");
    words.addClassName("words");
    light.add(dot, words);
    light.addClassName("sync-light");
    light.getElement().setAttribute("aria-haspopup", "dialog");
    panel.setTarget(light);
    panel.setPosition(PopoverPosition.BOTTOM_END);
    panel.setAriaLabel(Words.of("sync.title"));
    panel.setAutofocus(true);
    panel.addClassName("sync-panel");
    details.addClassName("sync-details");
    panel.add(details);
    add(light, panel);
  }

  void show(Workspace shown) {
    if (!shown.equals(workspace)) {
      workspace = shown;
      follower.follow(List.of(then -> shown.onSync(state -> then.run())));
    }
    refresh();
  }

  /** Opens the panel. */
  void open() {
    panel.open();
  }

  private void refresh() {
    if (workspace == null) {
      return;
    }
    SyncState state = workspace.sync();
    SyncWords kind = SyncWords.of(state, workspace.tree().state().nodes().isEmpty());
    boolean attention = !state.problems().isEmpty();
    String text = kind.words(state);
    words.setText(text);
    light.getElement().setAttribute("data-sync", attention ? "attention" : kind.look());
    light.setAriaLabel(attention ? text + ". " + Words.of("sync.attention") : text);
    details.removeAll();
    details.add(new H2(text), new Paragraph(kind.detail()));
    if (attention) {
      UnorderedList problems = new UnorderedList();
      state.problems().forEach(problem -> problems.add(new ListItem(SyncWords.words(problem))));
      details.add(new H3(Words.of("sync.problems")), problems);
    }
    Anchor devices = new Anchor("devices/" + workspace.id(), Words.of("sync.devices"));
    devices.getElement().setAttribute("router-link", true);
    devices.getElement().addEventListener("click", click -> panel.close());
    details.add(new Paragraph(devices));
    NativeButton share = new NativeButton(Words.of("command.share.long"), click -> panel.close());
    share.addClassName("button");
    share.getElement().setAttribute("data-command", "share");
    details.add(share);
  }
}

package atoll.ui.inbox;

import atoll.ui.Follower;
import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.Workspaces;
import atoll.ui.shell.Located;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.inbox.Inbox;
import atoll.workspace.inbox.Note;
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
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where others named the person in a workspace, and what they answered: unread first. */
@Route(value = "inbox/:workspace", layout = ShellLayout.class)
final class InboxView extends Div implements BeforeEnterObserver, HasDynamicTitle, Located {
  private static final int MOST_SHOWN = 200;

  private final Instance instance;
  private final Div content = new Div();
  private final Follower follower = new Follower(this, this::refresh);
  private @Nullable Workspace workspace;

  InboxView(Instance instance) {
    this.instance = instance;
    addClassName("page-view");
    content.addClassNames("listing", "inbox");
    add(content);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Workspace found = Workspaces.find(
            instance, event.getRouteParameters().get("workspace").orElse(""))
        .orElseThrow(NotFoundException::new);
    workspace = found;
    follower.follow(List.of(then -> found.inbox().subscribe(inbox -> then.run())));
    refresh();
  }

  @Override
  public String getPageTitle() {
    return Words.of("inbox.title");
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
    Inbox inbox = workspace.inbox();
    List<Note> notes = inbox.notes();
    List<String> unread =
        notes.stream().filter(note -> !note.read()).map(Note::id).toList();
    content.removeAll();
    Div head = new Div(new H1(Words.of("inbox.title")));
    head.addClassName("listing-head");
    if (!unread.isEmpty()) {
      NativeButton all =
          new NativeButton(Words.of("inbox.all-read"), click -> mark(inbox, unread, true));
      all.addClassName("button");
      head.add(all);
    }
    content.add(head, new Paragraph(lead(notes)));
    if (!notes.isEmpty()) {
      UnorderedList list = new UnorderedList();
      notes.stream().limit(MOST_SHOWN).forEach(note -> list.add(line(inbox, note)));
      content.add(list);
    }
  }

  private String lead(List<Note> notes) {
    return notes.isEmpty()
        ? Words.of("inbox.empty", instance.person().orElse(""))
        : Words.of("inbox.lead");
  }

  private static ListItem line(Inbox inbox, Note note) {
    String page = Words.titled(inbox.title(note));
    Span what = switch (note.kind()) {
      case MENTION -> new Span(Words.of("inbox.mention", page));
      case COMMENT -> new Span(Words.of("inbox.comment", note.author(), page));
      case REPLY -> new Span(Words.of("inbox.reply", note.author(), page));
    };
    what.addClassName("what");
    Span text = new Span(note.text());
    text.addClassName("said");
    String thread = note.thread().map(id -> "#thread-" + id).orElse("");
    Anchor link = new Anchor("p/" + note.page() + thread);
    link.add(what, text);
    link.getElement().setAttribute("router-link", true);
    link.getElement().addEventListener("click", click -> {
      if (!note.read()) {
        mark(inbox, List.of(note.id()), true);
      }
    });
    Span time = new Span(note.at() == 0 ? "" : time(note.at()));
    time.addClassName("when");
    NativeButton mark = new NativeButton(
        Words.of(note.read() ? "inbox.unread" : "inbox.read"),
        click -> mark(inbox, List.of(note.id()), !note.read()));
    mark.addClassName("button");
    mark.setAriaLabel(
        Words.of(note.read() ? "inbox.unread" : "inbox.read") + ": " + what.getText());
    ListItem item = new ListItem(
        new Icon(note.kind() == Note.Kind.MENTION ? "at" : "comment"), link, time, mark);
    item.setClassName("unread", !note.read());
    return item;
  }

  /** What cannot be written stays as it is shown: the list is drawn anew only when it has changed. */
  private static void mark(Inbox inbox, List<String> ids, boolean read) {
    var _ = inbox.mark(ids, read);
  }

  private static String time(long at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .format(Instant.ofEpochMilli(at).atZone(ZoneId.systemDefault()));
  }
}

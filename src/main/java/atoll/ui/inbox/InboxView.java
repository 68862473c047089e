package atoll.ui.inbox;

import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.shell.Listing;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.Subscription;
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
import com.vaadin.flow.router.Route;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** Where others named the person in a workspace, and what they answered: unread first. */
@Route(value = "inbox/:workspace", layout = ShellLayout.class)
final class InboxView extends Listing {
  private static final int MOST_SHOWN = 200;

  private final Instance instance;

  InboxView(Instance instance) {
    super(instance, "inbox");
    this.instance = instance;
  }

  @Override
  protected Subscription subscribe(Workspace shown, Runnable changed) {
    return shown.inbox().subscribe(inbox -> changed.run());
  }

  @Override
  protected void draw(Workspace shown, Div content) {
    Inbox inbox = shown.inbox();
    List<Note> notes = inbox.notes();
    List<String> unread =
        notes.stream().filter(note -> !note.read()).map(Note::id).toList();
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

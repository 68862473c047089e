package atoll.ui.people;

import atoll.ui.Follower;
import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.Workspaces;
import atoll.ui.shell.Located;
import atoll.ui.shell.Roles;
import atoll.ui.shell.ShareDialog;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.people.Person;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who belongs to a workspace, in which role, and with which devices. */
@Route(value = "people/:workspace", layout = ShellLayout.class)
final class PeopleView extends Div implements BeforeEnterObserver, HasDynamicTitle, Located {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofLocalizedDateTime(
          FormatStyle.MEDIUM, FormatStyle.SHORT)
      .withLocale(Locale.ENGLISH)
      .withZone(ZoneId.systemDefault());

  private final Instance instance;
  private final Div content = new Div();
  private final Follower follower = new Follower(this, this::refresh);
  private @Nullable Workspace workspace;

  PeopleView(Instance instance) {
    this.instance = instance;
    addClassName("page-view");
    content.addClassNames("listing", "people");
    add(content);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Workspace found = Workspaces.find(
            instance, event.getRouteParameters().get("workspace").orElse(""))
        .orElseThrow(NotFoundException::new);
    workspace = found;
    follower.follow(List.of(found.people()::onChange));
    refresh();
  }

  @Override
  public String getPageTitle() {
    return Words.of("people.title");
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
    Workspace shown = workspace;
    boolean owner = shown.people().role().filter(Roles.OWNER::equals).isPresent();
    content.removeAll();
    content.add(new H1(Words.of("people.title")));
    content.add(new Paragraph(Words.of(lead(shown, owner))));
    if (owner) {
      NativeButton invite = new NativeButton(
          Words.of("people.invite"), click -> getUI().ifPresent(ui -> ShareDialog.open(ui, shown)));
      invite.addClassNames("button", "primary");
      content.add(invite);
    }
    shown.people().all().forEach(person -> content.add(card(shown, person, owner)));
  }

  private static String lead(Workspace shown, boolean owner) {
    if (shown.isOld()) {
      return "share.old";
    }
    return owner ? "people.lead.owner" : "people.lead";
  }

  private static Div card(Workspace shown, Person person, boolean owner) {
    Span name = new Span(named(person.name()));
    name.addClassName("name");
    Div head = new Div(new Icon("person"), name);
    if (person.isSelf()) {
      head.add(note("people.you"));
    }
    Span space = new Span();
    space.addClassName("where");
    head.add(space);
    boolean changes = owner && !person.isFounder() && !person.isSelf();
    head.add(changes ? role(shown, person) : new Span(Roles.words(person.role())));
    if (changes) {
      head.add(button(
          "people.remove",
          person.name(),
          () -> Confirm.open(
              Words.of("people.remove.title", named(person.name())),
              Words.of("people.remove.text"),
              Words.of("people.remove"),
              () -> shown.people().remove(person.id()))));
    } else if (person.isSelf()) {
      head.add(button(
          "people.rename",
          person.name(),
          () -> Rename.open(person.name(), fresh -> shown.people().rename(person.id(), fresh))));
    }
    head.addClassName("line");
    Div card = new Div(head);
    card.addClassName("person");
    person
        .devices()
        .forEach(device ->
            card.add(device(shown, device, person.isSelf() || owner && !person.isFounder())));
    return card;
  }

  private static Div device(Workspace shown, Person.Device device, boolean mayRevoke) {
    Span name = new Span(named(device.name()));
    Span heard = new Span(
        device.isSelf() ? Words.of("people.this-device") : heard(shown.lastHeard(device.id())));
    heard.addClassName("where");
    Div line = new Div(new Icon("device"), name, heard);
    line.addClassNames("line", "device");
    if (mayRevoke) {
      line.add(button(
          "people.rename",
          device.name(),
          () -> Rename.open(device.name(), fresh -> shown.people().rename(device.id(), fresh))));
    }
    if (mayRevoke && !device.isSelf()) {
      line.add(button(
          "people.revoke",
          device.name(),
          () -> Confirm.open(
              Words.of("people.revoke.title", named(device.name())),
              Words.of("people.revoke.text"),
              Words.of("people.revoke"),
              () -> shown.people().revoke(device.id()))));
    }
    return line;
  }

  private static String heard(Optional<Instant> moment) {
    return moment
        .map(at -> Words.of("people.heard", MOMENT.format(at)))
        .orElseGet(() -> Words.of("people.never-heard"));
  }

  private static Component role(Workspace shown, Person person) {
    Select<String> select = Roles.select(person.role());
    select.setAriaLabel(Words.of("people.role", named(person.name())));
    select.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        shown.people().change(person.id(), change.getValue());
      }
    });
    return select;
  }

  private static Span note(String key) {
    Span note = new Span(Words.of(key));
    note.addClassName("note");
    return note;
  }

  private static NativeButton button(String key, String of, Runnable action) {
    NativeButton button = new NativeButton(Words.of(key), click -> action.run());
    button.addClassName("button");
    button.setAriaLabel(Words.of(key) + ": " + named(of));
    return button;
  }

  private static String named(String name) {
    return name.isBlank() ? Words.of("people.unnamed") : name;
  }
}

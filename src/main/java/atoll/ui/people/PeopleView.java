package atoll.ui.people;

import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.shell.Confirm;
import atoll.ui.shell.Listing;
import atoll.ui.shell.Roles;
import atoll.ui.shell.ShareDialog;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Instance;
import atoll.workspace.Subscription;
import atoll.workspace.Workspace;
import atoll.workspace.people.Person;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Who belongs to a workspace, in which role, and with which devices. */
@Route(value = "people/:workspace", layout = ShellLayout.class)
final class PeopleView extends Listing {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofLocalizedDateTime(
          FormatStyle.MEDIUM, FormatStyle.SHORT)
      .withLocale(Locale.ENGLISH)
      .withZone(ZoneId.systemDefault());

  private final Instance instance;

  PeopleView(Instance instance) {
    super(instance, "people");
    this.instance = instance;
  }

  @Override
  protected Subscription subscribe(Workspace shown, Runnable changed) {
    Subscription people = shown.people().onChange(changed);
    // How far each is behind changes with every key; who is there does not.
    AtomicInteger met = new AtomicInteger(shown.sync().peers());
    Subscription heard = shown.onSync(state -> {
      if (met.getAndSet(state.peers()) != state.peers()) {
        changed.run();
      }
    });
    return () -> {
      people.close();
      heard.close();
    };
  }

  @Override
  protected void draw(Workspace shown, Div content) {
    boolean owner = shown.people().role().filter(Roles.OWNER::equals).isPresent();
    content.add(new H1(Words.of("people.title")));
    content.add(new Paragraph(Words.of(lead(shown, owner))));
    if (owner) {
      NativeButton invite = new NativeButton(
          Words.of("people.invite"), click -> getUI().ifPresent(ui -> ShareDialog.open(ui, shown)));
      invite.addClassNames("button", "primary");
      content.add(invite);
    }
    shown.people().all().forEach(person -> content.add(card(shown, person, owner)));
    content.add(new OwnCard(instance));
  }

  private static String lead(Workspace shown, boolean owner) {
    if (shown.isOld()) {
      return "share.old";
    }
    return owner ? "people.lead.owner" : "people.lead";
  }

  private Div card(Workspace shown, Person person, boolean owner) {
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
    person.devices().forEach(device -> card.add(device(shown, person, device, owner)));
    return card;
  }

  private Div device(Workspace shown, Person person, Person.Device device, boolean owner) {
    boolean mayRevoke = person.isSelf() || owner && !person.isFounder();
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
              Words.of(person.isSelf() ? "people.revoke.own" : "people.revoke.text"),
              Words.of("people.revoke"),
              () -> revoke(shown, person, device))));
    }
    return line;
  }

  /** An own device is lost for all workspaces; somebody else's is taken out of this one. */
  private void revoke(Workspace shown, Person person, Person.Device device) {
    if (person.isSelf()) {
      instance.revoke(device.id());
    } else {
      shown.people().revoke(device.id());
    }
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

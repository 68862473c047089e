package atoll.ui.devices;

import atoll.ui.Icon;
import atoll.ui.Words;
import atoll.ui.shell.Confirm;
import atoll.ui.shell.Listing;
import atoll.ui.shell.Roles;
import atoll.ui.shell.ShellLayout;
import atoll.workspace.Holding;
import atoll.workspace.Instance;
import atoll.workspace.Subscription;
import atoll.workspace.SyncState;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Which device holds what of a workspace, what is missing where, and whether this one may be switched off. */
@Route(value = "devices/:workspace", layout = ShellLayout.class)
final class DevicesView extends Listing {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
          "d MMMM yyyy, HH:mm", Locale.ENGLISH)
      .withZone(ZoneId.systemDefault());

  DevicesView(Instance instance) {
    super(instance, "devices");
  }

  @Override
  protected Subscription subscribe(Workspace shown, Runnable changed) {
    return shown.onHoldings(changed).and(shown.people().onChange(changed));
  }

  @Override
  protected void draw(Workspace shown, Div content) {
    List<Holding> others = shown.holdings();
    SyncState state = shown.sync();
    boolean owner = shown.people().role().filter(Roles.OWNER::equals).isPresent();
    content.add(new H1(Words.of("devices.title")), safety(others, state));
    UnorderedList devices = new UnorderedList();
    devices.add(line(
        "device",
        Words.of("devices.this"),
        state.behind() == 0 ? Words.of("devices.all") : Words.of("devices.lacks", state.behind()),
        state.behind() == 0));
    others.stream()
        .filter(each -> !each.isRelay())
        .forEach(each -> devices.add(line("device", name(each), holds(each), each.lacks() == 0)));
    content.add(devices, new H2(Words.of("devices.relays")));
    content.add(new Paragraph(Words.of("devices.relays.lead")));
    UnorderedList relays = new UnorderedList();
    others.stream().filter(Holding::isRelay).forEach(each -> {
      ListItem line = line("relay", name(each), holds(each), each.lacks() == 0);
      if (owner) {
        line.add(remove(shown, each));
      }
      relays.add(line);
    });
    content.add(relays);
    if (owner) {
      NativeButton add = new NativeButton(
          Words.of("devices.relay.add"),
          click -> getUI().ifPresent(ui -> AddRelayDialog.open(ui, shown)));
      add.addClassName("button");
      content.add(add);
    }
  }

  private static Paragraph safety(List<Holding> others, SyncState state) {
    boolean safe = others.stream().anyMatch(each -> each.lacks() == 0);
    String key = !state.shared() ? "devices.local" : safe ? "devices.safe" : "devices.unsafe";
    Paragraph words = new Paragraph(Words.of(key));
    words.addClassNames("safety", safe ? "safe" : "unsafe");
    words.getElement().setAttribute("role", "status");
    return words;
  }

  private static ListItem line(String icon, String name, String holds, boolean all) {
    Span where = new Span(holds);
    where.addClassName("where");
    Span dot = new Span();
    dot.addClassNames("dot", all ? "all" : "some");
    return new ListItem(new Icon(icon), new Span(name), where, dot);
  }

  private static String name(Holding each) {
    String device = each.name().isBlank() ? Words.of("people.unnamed") : each.name();
    return each.person()
        .filter(person -> !person.isBlank())
        .map(person -> Words.of("devices.of", person, device))
        .orElse(device);
  }

  /** Of a full relay, why changes are missing there: else they would seem to be on their way. */
  private static String holds(Holding each) {
    String said = said(each);
    return each.fullBytes().isPresent()
        ? Words.of("devices.full", said, each.fullBytes().getAsLong() >> 20)
        : said;
  }

  private static String said(Holding each) {
    return each.saidAt()
        .map(at -> each.lacks() == 0
            ? Words.of("devices.all.at", MOMENT.format(at))
            : Words.of("devices.lacks.at", each.lacks(), MOMENT.format(at)))
        .orElseGet(() -> Words.of("people.never-heard"));
  }

  private static NativeButton remove(Workspace shown, Holding relay) {
    NativeButton remove = new NativeButton(
        Words.of("people.remove"),
        click -> Confirm.open(
            Words.of("people.remove.title", name(relay)),
            Words.of("devices.relay.remove.text"),
            Words.of("people.remove"),
            () -> shown.people().removeRelay(relay.device())));
    remove.addClassName("button");
    remove.setAriaLabel(Words.of("people.remove") + ": " + name(relay));
    return remove;
  }
}

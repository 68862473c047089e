package atoll.ui.start;

import atoll.ui.Background;
import atoll.ui.Refusals;
import atoll.ui.Words;
import atoll.ui.own.OtherDeviceView;
import atoll.ui.own.RecoveryView;
import atoll.ui.own.RestoreView;
import atoll.ui.shell.InvitationLink;
import atoll.ui.shell.TextFile;
import atoll.workspace.Instance;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocapitalize;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;

/** The first start: a name, or a name and an invitation; then the recovery words and the first page. */
@Route("welcome")
final class WelcomeView extends Main implements BeforeEnterObserver, HasDynamicTitle {
  private static final int MOST_NAME_CHARACTERS = 80;

  private final Instance instance;
  private final TextField name = new TextField(Words.of("welcome.name"));
  private final TextArea invitation = new TextArea(Words.of("welcome.invitation"));
  private final TextFile file = new TextFile(Words.of("join.file"), invitation::setValue);
  private final Button start = new Button(Words.of("welcome.start"), click -> start());
  private final NativeButton invited =
      new NativeButton(Words.of("welcome.invited"), click -> turn());

  WelcomeView(Instance instance) {
    this.instance = instance;
    addClassName("welcome");
    Image mark = new Image("themes/atoll/icon.svg", "");
    mark.addClassName("welcome-mark");
    name.setWidthFull();
    name.setHelperText(Words.of("welcome.name.hint"));
    name.setMaxLength(MOST_NAME_CHARACTERS);
    name.setAutocapitalize(Autocapitalize.WORDS);
    name.setAutofocus(true);
    invitation.setWidthFull();
    invitation.setHelperText(Words.of("welcome.invitation.hint"));
    invitation.setMinRows(4);
    invitation.setMaxRows(8);
    invitation.setVisible(false);
    file.setVisible(false);
    invitation.addClassName("mono");
    invitation.getElement().setAttribute("spellcheck", "false");
    start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    start.addClickShortcut(Key.ENTER).listenOn(name);
    start.addClassName("welcome-start");
    invited.addClassName("link");
    Div others = new Div(
        way("welcome.other", OtherDeviceView.ADDRESS), way("welcome.restore", RestoreView.ADDRESS));
    others.addClassName("welcome-ways");
    Div card = new Div(
        mark,
        new H1(Words.of("welcome.title")),
        new Paragraph(Words.of("welcome.lead")),
        name,
        invitation,
        file,
        start,
        invited,
        others);
    card.addClassName("welcome-card");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (instance.person().isPresent() && !instance.workspaces().isEmpty()) {
      event.forwardTo("");
      return;
    }
    name.setValue(instance.person().orElse(""));
    name.focus();
    InvitationLink.take(event.getUI()).ifPresent(came -> {
      invitation.setValue(came);
      if (!invitation.isVisible()) {
        turn();
      }
    });
  }

  @Override
  public String getPageTitle() {
    return Words.of("name");
  }

  private static Anchor way(String key, String address) {
    Anchor way = new Anchor(address, Words.of(key));
    way.addClassName("link");
    way.getElement().setAttribute("router-link", true);
    return way;
  }

  private void turn() {
    boolean asks = !invitation.isVisible();
    invitation.setVisible(asks);
    file.setVisible(asks);
    start.setText(Words.of(asks ? "welcome.join" : "welcome.start"));
    invited.setText(Words.of(asks ? "welcome.alone" : "welcome.invited"));
    if (asks && !name.getValue().isBlank()) {
      invitation.focus();
    } else {
      name.focus();
    }
  }

  private void start() {
    String person = name.getValue().strip();
    if (person.isEmpty()) {
      name.setErrorMessage(Words.of("welcome.name.missing"));
      name.setInvalid(true);
      name.focus();
      return;
    }
    if (invitation.isVisible()) {
      join(person);
      return;
    }
    instance.namePerson(person);
    instance.create(Words.of("welcome.workspace", person));
    getUI().ifPresent(ui -> ui.navigate(RecoveryView.ADDRESS));
  }

  private void join(String person) {
    UI ui = getUI().orElseThrow();
    start.setEnabled(false);
    Background.run(
        ui,
        () -> {
          // The question says who asks.
          instance.namePerson(person);
          return instance.join(invitation.getValue());
        },
        joined -> ui.navigate(RecoveryView.ADDRESS),
        failure -> {
          start.setEnabled(true);
          Refusals.of(failure).ifPresentOrElse(this::refuse, () -> Background.fail(ui, failure));
        });
  }

  private void refuse(String words) {
    invitation.setErrorMessage(words);
    invitation.setInvalid(true);
    invitation.focus();
  }
}

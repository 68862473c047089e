package atoll.ui.own;

import atoll.ui.Background;
import atoll.ui.Refusals;
import atoll.ui.Words;
import atoll.ui.shell.SixWords;
import atoll.workspace.Instance;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The first start of a device whose person has another one: takes its code and waits until it agrees. */
@Route(OtherDeviceView.ADDRESS)
public final class OtherDeviceView extends Main implements BeforeEnterObserver, HasDynamicTitle {
  /** Where it is. */
  public static final String ADDRESS = "other-device";

  private final Instance instance;
  private final Div card = new Div();
  private final TextArea code = new TextArea(Words.of("other.code"));
  private final Button connect = new Button(Words.of("other.connect"), click -> connect());
  private AtomicBoolean goesOn = new AtomicBoolean();

  OtherDeviceView(Instance instance) {
    this.instance = instance;
    addClassName("welcome");
    card.addClassName("welcome-card");
    code.setWidthFull();
    code.setMinRows(3);
    code.setMaxRows(6);
    code.addClassName("mono");
    code.getElement().setAttribute("spellcheck", "false").setAttribute("autocapitalize", "off");
    connect.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    connect.addClassName("welcome-start");
    add(card);
    showCode();
    addDetachListener(left -> goesOn.set(false));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!instance.workspaces().isEmpty()) {
      event.forwardTo("");
      return;
    }
    code.focus();
  }

  @Override
  public String getPageTitle() {
    return Words.of("other.title");
  }

  private void showCode() {
    Anchor back = new Anchor("welcome", Words.of("welcome.back"));
    back.addClassName("link");
    back.getElement().setAttribute("router-link", true);
    connect.setEnabled(true);
    connect.setText(Words.of("other.connect"));
    card.removeAll();
    card.add(
        new H1(Words.of("other.title")),
        new Paragraph(Words.of("other.lead")),
        code,
        connect,
        back);
  }

  private void connect() {
    if (code.getValue().isBlank()) {
      refuse(Words.of("other.missing"));
      return;
    }
    UI ui = getUI().orElseThrow();
    connect.setEnabled(false);
    connect.setText(Words.of("other.connecting"));
    AtomicBoolean wanted = new AtomicBoolean(true);
    goesOn = wanted;
    String text = code.getValue();
    Background.run(
        ui,
        () -> instance
            .newDevice()
            .pair(text, words -> Background.tell(ui, () -> compare(words)), wanted::get),
        paired -> {
          if (paired) {
            ui.navigate("");
          }
        },
        failure -> {
          showCode();
          Refusals.of(failure).ifPresentOrElse(this::refuse, () -> Background.fail(ui, failure));
        });
  }

  private void compare(List<String> words) {
    card.removeAll();
    card.add(
        new H1(Words.of("other.compare.title")),
        new Paragraph(Words.of("other.compare.text")),
        new SixWords(words),
        new Paragraph(Words.of("other.compare.waiting")));
  }

  private void refuse(String message) {
    code.setErrorMessage(message);
    code.setInvalid(true);
    code.focus();
  }
}

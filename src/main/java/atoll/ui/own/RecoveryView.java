package atoll.ui.own;

import atoll.ui.Words;
import atoll.ui.shell.Actions;
import atoll.ui.shell.Toast;
import atoll.workspace.Instance;
import atoll.workspace.Workspace;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Brings the recovery words to paper: shows them, prints them, asks for some of them, and has the device forget them. Stands
 * between the name and the first page at the first start; whoever leaves it is asked again.
 */
@Route(RecoveryView.ADDRESS)
public final class RecoveryView extends Main implements BeforeEnterObserver, HasDynamicTitle {
  /** Where it is. */
  public static final String ADDRESS = "recovery";

  private final Instance instance;
  private final Div card = new Div();

  RecoveryView(Instance instance) {
    this.instance = instance;
    addClassNames("welcome", "recovery");
    card.addClassName("welcome-card");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (instance.person().isEmpty()) {
      event.forwardTo("welcome");
      return;
    }
    Optional<List<String>> words = instance.recoveryWords();
    if (words.isPresent()) {
      show(words.get());
    } else {
      showGone();
    }
  }

  @Override
  public String getPageTitle() {
    return Words.of("recovery.title");
  }

  private void show(List<String> words) {
    Button written = new Button(
        Words.of("recovery.written"),
        click -> fill(new RecoveryCheck(words, this::confirmed, () -> show(words))));
    written.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    Button print = new Button(Words.of("recovery.print"), click -> print());
    NativeButton later = new NativeButton(Words.of("recovery.later"), click -> goOn());
    later.addClassName("link");
    Span hint = new Span(Words.of("recovery.later.hint"));
    hint.addClassName("hint");
    Div buttons = new Div(print, written, later, hint);
    buttons.addClassName("recovery-buttons");
    fill(
        new H1(Words.of("recovery.title")),
        new Paragraph(Words.of("recovery.lead")),
        new RecoverySheet(
            instance.person().orElse(""), LocalDate.now(ZoneId.systemDefault()), words),
        buttons);
  }

  private void showGone() {
    NativeButton back = new NativeButton(Words.of("recovery.gone.back"), click -> goOn());
    back.addClassNames("button", "primary");
    fill(
        new H1(Words.of("recovery.gone.title")),
        new Paragraph(Words.of("recovery.gone.text")),
        back);
  }

  private void fill(Component... content) {
    card.removeAll();
    card.add(content);
  }

  private void confirmed() {
    instance.confirmRecoveryWords();
    Toast.show(Words.of("recovery.done"));
    goOn();
  }

  private void print() {
    getUI().ifPresent(ui -> ui.getPage().executeJs("window.print()"));
  }

  /** At the first start to the first page, which is made for it; later to where the person was. */
  private void goOn() {
    UI ui = getUI().orElseThrow();
    List<Workspace> all = instance.workspaces();
    boolean first = all.size() == 1
        && !all.getFirst().sync().shared()
        && all.getFirst().tree().state().nodes().isEmpty();
    if (first) {
      Actions.createFirst(ui, all.getFirst());
    } else {
      ui.navigate("");
    }
  }
}

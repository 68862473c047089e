package atoll.ui.own;

import atoll.identity.InvitationException;
import atoll.ui.Background;
import atoll.ui.Refusals;
import atoll.ui.Words;
import atoll.workspace.Instance;
import atoll.workspace.OwnDeviceException;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import java.nio.file.Path;
import java.util.List;

/** The first start of who lost all devices: takes the recovery words and where somebody is who shares a workspace. */
@Route(RestoreView.ADDRESS)
public final class RestoreView extends Main implements BeforeEnterObserver, HasDynamicTitle {
  /** Where it is. */
  public static final String ADDRESS = "restore";

  private final Instance instance;
  private final TypedWords words = new TypedWords();
  private final TextField where = new TextField(Words.of("restore.where"));
  private final CarriedFiles files = new CarriedFiles();
  private final Paragraph trouble = new Paragraph();
  private final Button start = new Button(Words.of("restore.start"), click -> restore());

  RestoreView(Instance instance) {
    this.instance = instance;
    addClassNames("welcome", "recovery", "restore");
    where.setWidthFull();
    where.setHelperText(Words.of("restore.where.hint"));
    where.getElement().setAttribute("spellcheck", "false").setAttribute("autocomplete", "off");
    trouble.addClassName("trouble");
    trouble.getElement().setAttribute("role", "alert");
    trouble.setVisible(false);
    start.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    start.addClassName("welcome-start");
    Anchor back = new Anchor("welcome", Words.of("welcome.back"));
    back.addClassName("link");
    back.getElement().setAttribute("router-link", true);
    Div card = new Div(
        new H1(Words.of("restore.title")),
        new Paragraph(Words.of("restore.lead")),
        words,
        trouble,
        where,
        new Paragraph(Words.of("restore.files.lead")),
        files,
        start,
        back);
    card.addClassName("welcome-card");
    add(card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!instance.workspaces().isEmpty()) {
      event.forwardTo("");
      return;
    }
    words.focusFirst();
  }

  @Override
  public String getPageTitle() {
    return Words.of("restore.title");
  }

  private void restore() {
    trouble.setVisible(false);
    where.setInvalid(false);
    if (!words.check()) {
      say(Words.of("restore.words.wrong"));
      return;
    }
    UI ui = getUI().orElseThrow();
    start.setEnabled(false);
    start.setText(Words.of("restore.busy"));
    String typed = words.text();
    String address = where.getValue();
    List<Path> carried = files.files();
    Background.run(
        ui,
        () -> {
          if (carried.isEmpty()) {
            instance.newDevice().restore(typed, address);
          } else {
            var _ = instance.newDevice().restoreFrom(typed, carried);
          }
          return instance;
        },
        restored -> ui.navigate(""),
        failure -> {
          start.setEnabled(true);
          start.setText(Words.of("restore.start"));
          Refusals.of(failure)
              .ifPresentOrElse(words -> refuse(failure, words), () -> Background.fail(ui, failure));
        });
  }

  private void refuse(Exception failure, String message) {
    boolean ofAddress = failure instanceof InvitationException
        || failure instanceof OwnDeviceException known
            && known.about() == OwnDeviceException.About.ADDRESS;
    if (ofAddress) {
      where.setErrorMessage(message);
      where.setInvalid(true);
      where.focus();
    } else {
      say(message);
    }
  }

  private void say(String message) {
    trouble.setText(message);
    trouble.setVisible(true);
  }
}

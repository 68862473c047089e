package atoll.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.router.Route;
import java.util.Optional;

/**
 * An invitation as a link: {@code http://localhost:8420/join#INVITATION}. The invitation is the fragment, which no browser
 * sends anywhere; the page hands it over and takes it out of its address. It is filled in where invitations are asked for and
 * not used before the person says so: any site may lead here.
 */
@Tag("atoll-invitation-link")
@JsModule("./shell/invitation-link.ts")
@Route("join")
public final class InvitationLink extends Component {
  /** The port that an instance has unless its person chose another one. */
  private static final int USUAL_PORT = 8420;

  private static final String TEXT = "event.detail";

  /** What came by a link and is not filled in yet. */
  private record Invited(String text) {}

  public InvitationLink() {
    getElement()
        .addEventListener(
            "invitation", event -> came(event.getEventData().get(TEXT).asString()))
        .addEventData(TEXT);
  }

  private void came(String invitation) {
    UI ui = getUI().orElseThrow();
    if (!invitation.isBlank()) {
      ComponentUtil.setData(ui, Invited.class, new Invited(invitation));
    }
    ui.navigate("");
  }

  /** The invitation that this tab was opened with, once. */
  public static Optional<String> take(UI ui) {
    Optional<Invited> came = Optional.ofNullable(ComponentUtil.getData(ui, Invited.class));
    ComponentUtil.setData(ui, Invited.class, null);
    return came.map(Invited::text);
  }

  /** The link to hand on. */
  static String of(String invitation) {
    return "http://localhost:" + USUAL_PORT + "/join#" + invitation;
  }
}

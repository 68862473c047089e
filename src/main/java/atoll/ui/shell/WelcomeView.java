package atoll.ui.shell;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;

/** The first page, until there is a workspace to show. */
@Route("")
@PageTitle("Atoll")
public final class WelcomeView extends Main {

    /** Made by Vaadin, once per tab. */
    public WelcomeView() {
        add(new H1("Atoll"));
    }
}

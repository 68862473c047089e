package atoll.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.server.AppShellSettings;

/** The page around every view: title and style sheets. */
@StyleSheet("themes/atoll/styles.css")
public final class Shell implements AppShellConfigurator {

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("Atoll");
        settings.setViewport("width=device-width, initial-scale=1");
    }
}

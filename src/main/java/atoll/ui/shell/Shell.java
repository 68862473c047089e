package atoll.ui.shell;

import atoll.ui.Words;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import java.util.Map;

/** The document around every view: style sheets, icon, and the font, which is there before the first words. */
@Push(transport = Transport.WEBSOCKET)
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
@NpmPackage(
    value = "@fontsource-variable/inter",
    version = "5.3.0",
    assets = {
      "files/inter-latin-wght-*.woff2:inter",
      "files/inter-latin-ext-wght-normal.woff2:inter",
      "LICENSE:inter"
    })
@StyleSheet("themes/atoll/tokens.css")
@StyleSheet("themes/atoll/vaadin.css")
@StyleSheet("themes/atoll/shell.css")
@StyleSheet("themes/atoll/joining.css")
@StyleSheet("themes/atoll/own.css")
public final class Shell implements AppShellConfigurator {
  private static final String FONT = "assets/inter/inter-latin-wght-normal.woff2";

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setPageTitle(Words.of("name"));
    settings.addMetaTag("color-scheme", "light dark");
    settings.addLink(
        "themes/atoll/icon.svg", Map.of("rel", "icon", "type", "image/svg+xml", "sizes", "any"));
    settings.addLink(
        FONT,
        Map.of("rel", "preload", "as", "font", "type", "font/woff2", "crossorigin", "anonymous"));
  }
}

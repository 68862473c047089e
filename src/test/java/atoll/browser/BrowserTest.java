package atoll.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/**
 * What browser tests share: one Chromium per class, a fresh profile per {@link #open}, and the watch over every page: an
 * error in a script or a request to another host fails the test.
 */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BrowserTest {
  private static final List<String> FLAGS = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync");
  private static final List<String> CHROMIUMS =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
  private static final double PATIENCE_MS = 30_000;

  private final List<String> faults = new ArrayList<>();
  private final List<BrowserContext> contexts = new ArrayList<>();
  private Playwright playwright;
  private Browser browser;

  @BeforeAll
  final void startBrowser() {
    playwright = Playwright.create();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(FLAGS);
    chromium().ifPresent(options::setExecutablePath);
    browser = playwright.chromium().launch(options);
  }

  @AfterAll
  final void stopBrowser() {
    playwright.close();
  }

  @AfterEach
  final void checkAndClose() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    List<String> found = List.copyOf(faults);
    faults.clear();
    Assertions.assertEquals(List.of(), found, "what the browser complained about");
  }

  /** How a window is to be. */
  public record Window(int width, int height, boolean dark) {
    public static final Window WIDE = new Window(1280, 800, false);
    public static final Window NARROW = new Window(420, 800, false);

    public Window inDark() {
      return new Window(width, height, true);
    }
  }

  /** A page in a profile of its own, at no address yet. */
  protected final Page open(Window window) {
    BrowserContext context = browser.newContext(new Browser.NewContextOptions()
        .setViewportSize(window.width(), window.height())
        .setColorScheme(window.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
        .setPermissions(List.of("clipboard-read", "clipboard-write")));
    context.setDefaultTimeout(PATIENCE_MS);
    context.onPage(this::watch);
    contexts.add(context);
    return context.newPage();
  }

  /** What the window shows, for people to look at: {@code target/screenshots/NAME.png}. */
  protected static void screenshot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions()
        .setPath(Path.of("target", "screenshots", name + ".png"))
        .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /** The same in the dark and in a narrow window: {@code NAME-dark}, {@code NAME-narrow}, {@code NAME-narrow-dark}. */
  protected static void screenshots(Page page, String name) {
    screenshot(page, name);
    dark(page, true);
    screenshot(page, name + "-dark");
    page.setViewportSize(Window.NARROW.width(), Window.NARROW.height());
    screenshot(page, name + "-narrow-dark");
    dark(page, false);
    screenshot(page, name + "-narrow");
    page.setViewportSize(Window.WIDE.width(), Window.WIDE.height());
    // The sidebar takes no keys before it stands beside the page again.
    page.locator("atoll-shell .frame:not(.narrow) nav:not([inert])").waitFor();
  }

  private static void dark(Page page, boolean dark) {
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
  }

  private void watch(Page page) {
    page.onPageError(error -> faults.add("script: " + error));
    page.onRequest(request -> {
      URI address = URI.create(request.url());
      boolean local = address.getHost() == null || address.getHost().equals("localhost");
      if (!local) {
        faults.add("request to " + request.url());
      }
    });
  }

  private static Optional<Path> chromium() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<Path> named = Stream.ofNullable(System.getenv("ATOLL_CHROMIUM")).map(Path::of);
    Stream<Path> found = Stream.of(path.split(File.pathSeparator))
        .flatMap(folder -> CHROMIUMS.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
  }
}

package atoll.ui.own;

import atoll.ui.Background;
import atoll.ui.Words;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes files that were carried by hand, and holds them for as long as it is shown. For the tab's thread. */
@Tag("atoll-carried-files")
@JsModule("./shell/carried-files.ts")
final class CarriedFiles extends Component {
  private static final Logger LOG = Logger.getLogger(CarriedFiles.class.getName());
  private static final int MOST_FILES = 50;

  private final List<Path> files = new ArrayList<>();

  CarriedFiles() {
    getElement().setProperty("label", Words.of("restore.files"));
    getElement().setProperty("failed", Words.of("restore.files.failed"));
    getElement().setAttribute("target", this::take);
    addDetachListener(detach -> clear());
  }

  List<Path> files() {
    return List.copyOf(files);
  }

  private void clear() {
    files.forEach(CarriedFiles::delete);
    files.clear();
  }

  /** On a thread of the server's. */
  private void take(
      VaadinRequest request, VaadinResponse response, VaadinSession session, Element owner)
      throws IOException {
    Path file = Files.createTempFile("atoll-carried-", ".atoll");
    try (InputStream body = request.getInputStream()) {
      Files.copy(body, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      delete(file);
      throw e;
    }
    UI ui = getUI().orElse(null);
    if (ui == null) {
      delete(file);
      return;
    }
    Background.tell(ui, () -> keep(file));
  }

  private void keep(Path file) {
    if (isAttached() && files.size() < MOST_FILES) {
      files.add(file);
      getElement().setProperty("taken", files.size());
    } else {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.INFO, "A file that was carried here stays in the temporary folder", e);
    }
  }
}

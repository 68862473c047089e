package atoll.app;

import atoll.store.folder.Instance.Address;
import atoll.ui.export.ExportServlet;
import atoll.ui.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Asks the instance that has a data folder for what only it can read, as a browser of the same person would. */
final class RunningInstance {
  private static final int OK = 200;

  private RunningInstance() {}

  /**
   * Has it export everything into a folder.
   *
   * @return how many files were written
   * @throws IOException if it does not answer, or the folder cannot be written
   */
  static int export(Address address, Path out) throws IOException, InterruptedException {
    // An offer to go on in HTTP/2 would be an upgrade, which the instance allows to its own pages
    // only.
    try (HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build()) {
      URI home = URI.create(WebServer.address(address.port(), address.key()));
      client.send(HttpRequest.newBuilder(home).build(), BodyHandlers.discarding());
      HttpRequest wish =
          HttpRequest.newBuilder(home.resolve(ExportServlet.PATH)).build();
      HttpResponse<InputStream> answer = client.send(wish, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != OK) {
          throw new IOException("the running Atoll answered " + answer.statusCode());
        }
        return unpack(body, out.toAbsolutePath().normalize());
      }
    }
  }

  private static int unpack(InputStream zip, Path out) throws IOException {
    int files = 0;
    ZipInputStream entries = new ZipInputStream(zip);
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      Path file = out.resolve(entry.getName()).normalize();
      if (!file.startsWith(out)) {
        throw new IOException("a file outside of the folder: " + entry.getName());
      }
      Files.createDirectories(file.getParent());
      Files.copy(entries, file, StandardCopyOption.REPLACE_EXISTING);
      files++;
    }
    return files;
  }
}

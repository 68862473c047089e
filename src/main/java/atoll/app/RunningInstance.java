package atoll.app;

import atoll.store.folder.Instance.Address;
import atoll.ui.export.BundleServlet;
import atoll.ui.export.ExportServlet;
import atoll.ui.imports.ImportServlet;
import atoll.ui.web.WebServer;
import atoll.workspace.imports.ImportException;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

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
    try (HttpClient client = client()) {
      URI home = enter(client, address);
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

  /**
   * Has it bring in a folder, which is packed for the way, a zip or a page.
   *
   * @return the report in lines
   * @throws IOException if it does not answer, or cannot use what it was sent; the message is for a person
   */
  static List<String> bringIn(Address address, Path path) throws IOException, InterruptedException {
    if (!Files.exists(path)) {
      throw new ImportException(ImportException.Why.NOT_THERE, path.toString());
    }
    boolean folder = Files.isDirectory(path);
    Path sent = folder ? packed(path) : path;
    try (HttpClient client = client()) {
      URI home = enter(client, address);
      String name = path.toAbsolutePath().normalize().getFileName() + (folder ? ".zip" : "");
      String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
      HttpRequest wish = HttpRequest.newBuilder(home.resolve(ImportServlet.PATH + query))
          .header("Origin", home.getScheme() + "://" + home.getAuthority())
          .POST(HttpRequest.BodyPublishers.ofFile(sent))
          .build();
      HttpResponse<String> answer = client.send(wish, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException(answer.body());
      }
      return answer.body().lines().skip(1).toList();
    } finally {
      if (folder) {
        Files.deleteIfExists(sent);
      }
    }
  }

  /**
   * Has it write a bundle.
   *
   * @param query what goes into it, as {@link BundleServlet} takes it
   * @return entries in it
   * @throws IOException if it does not answer, cannot do it, or the file cannot be written; the message is for a person
   */
  static long bundle(Address address, Map<String, String> query, Path out)
      throws IOException, InterruptedException {
    try (HttpClient client = client()) {
      URI home = enter(client, address);
      String asked = query.entrySet().stream()
          .map(each ->
              each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
          .collect(Collectors.joining("&", "?", ""));
      HttpRequest wish =
          HttpRequest.newBuilder(home.resolve(BundleServlet.PATH + asked)).build();
      HttpResponse<InputStream> answer = client.send(wish, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != OK) {
          throw new IOException(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
        Path part = Files.createTempFile(
            out.toAbsolutePath().getParent(), out.getFileName() + ".", ".part");
        try {
          Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
          Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(part);
        }
      }
      return answer.headers().firstValueAsLong(BundleServlet.ENTRIES).orElse(0);
    }
  }

  private static Path packed(Path folder) throws IOException {
    Path zip = Files.createTempFile("atoll-import-", ".zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files
          .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
          .toList()) {
        out.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return zip;
  }

  /** Comes in with the instance's key, as a browser does; where it then is. */
  private static URI enter(HttpClient client, Address address)
      throws IOException, InterruptedException {
    URI home = URI.create(WebServer.address(address.port(), address.key()));
    client.send(HttpRequest.newBuilder(home).build(), BodyHandlers.discarding());
    return home;
  }

  private static HttpClient client() {
    // An offer to go on in HTTP/2 would be an upgrade, which the instance allows to its own pages
    // only.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
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

package atoll.workspace.export;

import atoll.crdt.Value;
import atoll.store.blobs.BlobId;
import atoll.workspace.PageLook.Cover;
import atoll.workspace.files.FileService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The files of one page, which lie in a folder beside it. */
final class Attachments {
  private static final String FOLDER = "attachments";

  private final FileService files;
  private final String page;
  private final FileNames names = new FileNames();
  private final Map<BlobId, String> taken = new LinkedHashMap<>();

  /** @param page the name of the page's file, without its ending */
  Attachments(FileService files, String page) {
    this.files = files;
    this.page = page;
  }

  /** Where an image or a file is, seen from its page, as a link says it; empty if the page names no bytes. */
  String address(SortedMap<String, Value> attributes) {
    return BlobId.parse(text(attributes, "blob"))
        .map(blob -> address(blob, text(attributes, "name")))
        .orElse("");
  }

  /** Where the picture above the page is. */
  String address(Cover cover) {
    return address(cover.blob(), cover.name().isEmpty() ? "cover" : cover.name());
  }

  private String address(BlobId blob, String name) {
    String file = taken.computeIfAbsent(blob, unnamed -> fileName(name));
    return encoded(page) + "/" + FOLDER + "/" + encoded(file);
  }

  /** Writes those that are on this device. */
  void write(String folder, MarkdownTree.Sink sink) throws IOException {
    for (Map.Entry<BlobId, String> file : taken.entrySet()) {
      Optional<InputStream> found = files.read(file.getKey());
      if (found.isPresent()) {
        try (InputStream bytes = found.get()) {
          sink.bytes(folder + page + "/" + FOLDER + "/" + file.getValue(), bytes);
        }
      }
    }
  }

  /** A name that no page beside it has; the ending stays the last part. */
  private String fileName(String name) {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String ending = dot > 0 ? name.substring(dot).replaceAll("[^.\\w]", "") : "";
    return names.nameFor(stem.isEmpty() ? "file" : stem) + ending;
  }

  private static String text(SortedMap<String, Value> attributes, String key) {
    return attributes.get(key) instanceof Value.Text(String text) ? text : "";
  }

  /** A name as a part of a link. */
  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

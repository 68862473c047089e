package atoll.workspace.imports;

import atoll.store.blobs.BlobId;
import atoll.store.blobs.TooLargeException;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.files.FileService;
import atoll.workspace.markdown.Loss;
import atoll.workspace.markdown.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the links of all imported pages lead to: by path as Markdown does, by name as Obsidian does. */
final class Links {
  private static final String PAGE = "/p/";
  private static final String WHOLE = "_all.csv";

  private final Workspace workspace;
  private final Map<String, Path> files;
  private final ImportReport report;
  private final Map<String, NodeId> byPath = new HashMap<>();
  private final Map<String, NodeId> byName = new HashMap<>();
  private final Map<String, String> filesByName = new HashMap<>();
  private final Map<String, Targets.Kept> kept = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  Links(Workspace workspace, Map<String, Path> files, ImportReport report) {
    this.workspace = workspace;
    this.files = files;
    this.report = report;
    files.keySet().forEach(path -> {
      filesByName.putIfAbsent(key(path), path);
      filesByName.putIfAbsent(key(path.substring(path.lastIndexOf('/') + 1)), path);
    });
  }

  /** A page that links can lead to. */
  void add(PageFile file, NodeId node) {
    byPath.putIfAbsent(key(file.path()), node);
    byPath.putIfAbsent(key(file.stem()), node);
    if (file.path().endsWith(WHOLE)) {
      // Notion writes a database twice, and pages link to the one that is cut to what was in view.
      String shorter = file.path().substring(0, file.path().length() - WHOLE.length());
      byPath.putIfAbsent(key(shorter + ".csv"), node);
    }
    byName.putIfAbsent(key(file.name()), node);
    alias(file.stem().substring(file.stem().lastIndexOf('/') + 1), node);
  }

  void alias(String name, NodeId node) {
    byName.putIfAbsent(key(name), node);
  }

  /** Any page that links can lead to: of a file that came alone, its page. */
  Optional<NodeId> first() {
    return byPath.values().stream().findFirst();
  }

  /** The page of that name, if there is one. */
  Optional<NodeId> named(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /** Files that a page asked for, whether or not they could be kept. */
  Set<String> asked() {
    return asked;
  }

  /** As they are seen from one page. */
  Targets from(PageFile page) {
    return new Targets() {
      @Override
      public Optional<Page> page(String destination) {
        return node(page, destination)
            .flatMap(id -> workspace.tree().state().node(id))
            .map(found -> new Page(found.id().toString(), found.title()));
      }

      @Override
      public Optional<Kept> file(String destination) {
        return isElsewhere(destination) ? Optional.empty() : bytes(page, decoded(destination));
      }

      @Override
      public void lost(Loss what) {
        report.changed(page.path(), new Remark.Lost(what));
      }
    };
  }

  private Optional<NodeId> node(PageFile page, String destination) {
    if (destination.startsWith(PAGE)) {
      return NodeId.parse(destination.substring(PAGE.length()))
          .filter(id -> workspace.tree().state().node(id).isPresent());
    }
    if (isElsewhere(destination)) {
      return Optional.empty();
    }
    String path = decoded(destination.replaceFirst("[#?].*", ""));
    if (path.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(byPath.get(key(resolved(page.folder(), path))))
        .or(() -> Optional.ofNullable(byPath.get(key(path))))
        .or(() -> named(path.replaceFirst("(?i)[.](md|markdown)$", "")))
        .or(() -> path.contains("/") && !path.startsWith(".")
            ? named(path.substring(path.lastIndexOf('/') + 1))
            : Optional.empty());
  }

  private Optional<Targets.Kept> bytes(PageFile page, String destination) {
    String path = resolved(page.folder(), destination);
    String found = files.containsKey(path) ? path : filesByName.get(key(path));
    if (found == null) {
      found = filesByName.get(key(destination.substring(destination.lastIndexOf('/') + 1)));
    }
    if (found == null || PageFile.isOne(found) && byPath.containsKey(key(found))) {
      return Optional.empty();
    }
    String file = found;
    asked.add(file);
    return Optional.ofNullable(kept.computeIfAbsent(file, this::keep));
  }

  private Targets.@org.jspecify.annotations.Nullable Kept keep(String path) {
    try (InputStream in = Files.newInputStream(files.get(path))) {
      BlobId id = workspace.files().keep(in);
      report.file();
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (!workspace.files().travels(id)) {
        report.changed(path, new Remark.StaysHere());
      }
      return new Targets.Kept(
          id.toString(),
          name.length() > 255 ? name.substring(name.length() - 255) : name,
          workspace.files().size(id).orElse(0));
    } catch (TooLargeException tooLarge) {
      report.left(path, new Remark.TooLarge(FileService.MOST_BYTES >> 20));
    } catch (IOException unreadable) {
      report.left(path, new Remark.Unreadable(String.valueOf(unreadable.getMessage())));
    }
    return null;
  }

  private static boolean isElsewhere(String destination) {
    return destination.matches("(?is)[a-z][a-z0-9+.-]{1,20}:.*")
        || destination.startsWith("//")
        || destination.startsWith("/")
        || destination.startsWith("#")
        || destination.isEmpty();
  }

  /** Where a relative path leads; what would lead out stays at the top. */
  static String resolved(String folder, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return path;
    }
  }

  private static String key(String path) {
    return java.text.Normalizer.normalize(path, java.text.Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT);
  }
}

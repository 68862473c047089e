package atoll.workspace.imports;

import atoll.crdt.Value;
import atoll.workspace.NodeId;
import atoll.workspace.PageLook;
import atoll.workspace.Workspace;
import atoll.workspace.markdown.HtmlReader;
import atoll.workspace.markdown.LookMatter;
import atoll.workspace.markdown.MarkdownReader;
import atoll.workspace.markdown.Targets;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import atoll.workspace.page.PageFiller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Makes pages of what was written elsewhere. Every page is made before any is filled, so that links find each other. A page
 * that came in earlier is known by what it was there and is left as it is, so that importing twice doubles nothing and
 * overwrites nothing. Used once, by one thread.
 */
public final class Importer {
  private static final long MOST_PAGE_BYTES = 16L << 20;
  private static final int MOST_CELLS = 20_000;

  private final Workspace workspace;
  private final ImportSource source;
  private final ReportWords words;
  private final ImportReport report = new ImportReport();
  private final Links links;
  private final Map<String, NodeId> known;
  private final Map<String, NodeId> folders = new HashMap<>();
  private final Map<PageFile, NodeId> made = new LinkedHashMap<>();
  private final Map<PageFile, String> texts = new HashMap<>();

  private Importer(Workspace workspace, ImportSource source, ReportWords words) {
    this.workspace = workspace;
    this.source = source;
    this.words = words;
    this.links = new Links(workspace, source.files(), report);
    this.known = workspace.tree().sources();
  }

  /** What an import ended in, and where to look at it. */
  public record Imported(ImportReport report, Optional<NodeId> page) {}

  /**
   * Brings everything in and waits until it is durable.
   *
   * @param parent what it goes under; empty for the top
   * @param words those of the page that keeps the report
   */
  public static Imported run(
      Workspace workspace, ImportSource source, Optional<NodeId> parent, ReportWords words) {
    return new Importer(workspace, source, words).all(parent);
  }

  private Imported all(Optional<NodeId> parent) {
    source.left().forEach(report::left);
    List<PageFile> pages = pages();
    boolean alone = pages.size() == 1 && source.files().size() == 1;
    Optional<NodeId> root = alone || pages.isEmpty()
        ? parent
        : Optional.of(node(parent, source.name(), "folder:" + source.name()));
    pages.forEach(page -> make(page, root));
    made.forEach(this::fill);
    for (String path : source.files().keySet()) {
      if (!PageFile.isOne(path) && !links.asked().contains(path)) {
        report.left(path, new Remark.NotAsked());
      }
    }
    // What one file came as is seen in its page, unless something of it is missing there.
    boolean needless = made.isEmpty() || alone && report.isClean();
    Optional<NodeId> summary = needless ? Optional.empty() : Optional.of(summary(parent));
    return new Imported(report, alone ? links.first() : summary.or(() -> root));
  }

  /** Pages above others first. Of a database that Notion wrote twice, the whole one is taken. */
  private List<PageFile> pages() {
    List<PageFile> pages = new ArrayList<>();
    source.files().forEach((path, file) -> {
      boolean shorter = path.endsWith(".csv")
          && source.files().containsKey(path.substring(0, path.length() - 4) + "_all.csv");
      boolean index = path.matches("(?i)(.*/)?index[.]html?")
          && source.files().keySet().stream()
              .anyMatch(other -> !other.equals(path)
                  && other.toLowerCase(java.util.Locale.ROOT).endsWith(".html"));
      if (PageFile.isOne(path) && !shorter && !index) {
        pages.add(new PageFile(path, file));
      }
    });
    pages.sort((a, b) -> {
      int byDepth = Long.compare(depth(a), depth(b));
      return byDepth != 0 ? byDepth : a.path().compareTo(b.path());
    });
    return pages;
  }

  private static long depth(PageFile page) {
    return page.path().chars().filter(c -> c == '/').count();
  }

  private void make(PageFile page, Optional<NodeId> root) {
    String text;
    try {
      if (Files.size(page.file()) > MOST_PAGE_BYTES) {
        report.left(page.path(), new Remark.TooMuchText(MOST_PAGE_BYTES >> 20));
        return;
      }
      text = new String(Files.readAllBytes(page.file()), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      report.left(page.path(), new Remark.Unreadable(String.valueOf(unreadable.getMessage())));
      return;
    }
    String was = page.notionId().isEmpty()
        ? "file:" + source.name() + "/" + page.path()
        : "notion:" + page.notionId();
    Optional<NodeId> above = page.folder().isEmpty() ? root : folder(page.folder(), root);
    boolean before = known.containsKey(was);
    NodeId node = known.containsKey(was)
        ? known.get(was)
        : workspace.tree().imported(above, title(page, text), was);
    known.put(was, node);
    links.add(page, node);
    folders.putIfAbsent(page.stem(), node);
    folders.putIfAbsent(PageFile.bare(page.stem()), node);
    FrontMatter.of(text).values("aliases", "alias").forEach(alias -> links.alias(alias, node));
    if (before) {
      report.cameEarlier();
    } else {
      made.put(page, node);
      texts.put(page, text);
    }
  }

  /** The page whose folder it is, or an empty one of its name. */
  private Optional<NodeId> folder(String path, Optional<NodeId> root) {
    NodeId there = folders.get(path);
    if (there == null) {
      there = folders.get(PageFile.bare(path));
    }
    if (there == null) {
      int slash = path.lastIndexOf('/');
      Optional<NodeId> above = slash < 0 ? root : folder(path.substring(0, slash), root);
      String name = PageFile.bare(path.substring(slash + 1));
      there = node(above, name, "folder:" + source.name() + "/" + path);
      links.alias(name, there);
    }
    folders.put(path, there);
    return Optional.of(there);
  }

  private NodeId node(Optional<NodeId> above, String title, String was) {
    return known.computeIfAbsent(was, unmade -> workspace.tree().imported(above, title, was));
  }

  private String title(PageFile page, String text) {
    return switch (page.ending()) {
      case "csv" -> page.name();
      case "html", "htm" -> htmlTitle(Jsoup.parse(text), page);
      default -> {
        List<PageBlock> blocks = MarkdownReader.read(start(text), Targets.NONE, true);
        yield isTitle(blocks.getFirst(), page) ? blocks.getFirst().text().strip() : page.name();
      }
    };
  }

  /** The first lines are enough for the title. */
  private static String start(String text) {
    String body = FrontMatter.of(text).body().stripLeading();
    int end = body.indexOf('\n');
    return end < 0 ? body : body.substring(0, end);
  }

  /** In a vault a page is called as its file, and its first heading is text; elsewhere it is the title. */
  private boolean isTitle(PageBlock first, PageFile page) {
    String text = first.text().strip();
    return first.type().equals("heading1")
        && !text.isEmpty()
        && (!source.isVault() || text.equalsIgnoreCase(page.name()));
  }

  private static String htmlTitle(Document document, PageFile page) {
    Element heading = document.selectFirst("h1.page-title, h1");
    String title = heading == null ? document.title() : heading.text();
    return title.isBlank() ? page.name() : title.strip();
  }

  private void fill(PageFile page, NodeId node) {
    Targets targets = links.from(page);
    String text = Objects.requireNonNull(texts.remove(page));
    List<PageBlock> blocks = switch (page.ending()) {
      case "csv" -> table(page, text);
      case "html", "htm" -> html(node, text, targets);
      default -> markdown(page, node, text, targets);
    };
    PageFiller.fill(workspace.pages(), node.document(), blocks);
    report.page();
  }

  private List<PageBlock> markdown(PageFile page, NodeId node, String text, Targets targets) {
    FrontMatter front = FrontMatter.of(text);
    PageLook look =
        LookMatter.read(name -> front.values(name).stream().findFirst().orElse(""), targets);
    dress(node, look);
    String yaml = LookMatter.without(look, front.yaml());
    if (!yaml.isBlank()) {
      workspace.pages().putFrontMatter(node.document(), yaml);
    }
    boolean keepsBreaks = source.isVault() || !page.notionId().isEmpty();
    List<PageBlock> blocks = MarkdownReader.read(front.body(), targets, keepsBreaks);
    return isTitle(blocks.getFirst(), page) ? blocks.subList(1, blocks.size()) : blocks;
  }

  private void dress(NodeId node, PageLook look) {
    if (!look.equals(PageLook.PLAIN)) {
      workspace.tree().dress(node, before -> look);
    }
  }

  private List<PageBlock> html(NodeId node, String text, Targets targets) {
    Document document = Jsoup.parse(text);
    dress(node, HtmlLook.take(document, targets));
    document.outputSettings().prettyPrint(false);
    Element title = document.selectFirst("h1.page-title, h1");
    if (title != null) {
      title.remove();
    }
    Element article = document.selectFirst("article.page");
    return HtmlReader.read(article == null ? document.body().html() : article.html(), targets, "h");
  }

  private List<PageBlock> table(PageFile page, String text) {
    List<List<String>> rows =
        Csv.read(text.startsWith("\ufeff") ? text.substring(1) : text, MOST_CELLS);
    List<PageBlock> cells = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        SortedMap<String, Value> attributes = new TreeMap<>();
        attributes.put("type", Value.of("cell"));
        attributes.put("table", Value.of("t"));
        attributes.put("row", Value.of("r" + row));
        attributes.put("column", Value.of("c" + column));
        cells.add(
            new PageBlock(attributes, cell(rows.get(row).get(column), row > 0 && column == 0)));
      }
    }
    if (cells.size() >= MOST_CELLS) {
      report.changed(page.path(), new Remark.CutTable(MOST_CELLS));
    }
    return cells;
  }

  private List<Run> cell(String written, boolean linked) {
    String text = Texts.line(written);
    SortedMap<String, Value> marks = new TreeMap<>();
    if (linked) {
      Optional<NodeId> page = links.named(text);
      if (page.isPresent()) {
        marks.put("mention", Value.of("page:" + page.get()));
        return List.of(new Run("\ufffc", marks));
      }
    }
    return text.isEmpty() ? List.of() : List.of(new Run(text, marks));
  }

  /** Keeps the report as a page beside what came in. */
  private NodeId summary(Optional<NodeId> parent) {
    NodeId page = workspace
        .tree()
        .imported(
            parent, words.title(source.name()), "report:" + source.name() + "/" + known.size());
    List<PageBlock> blocks = new ArrayList<>();
    for (String line : words.lines(report)) {
      SortedMap<String, Value> attributes = new TreeMap<>();
      if (line.startsWith("- ")) {
        attributes.put("type", Value.of("bullet"));
      }
      String text = Texts.line(line.startsWith("- ") ? line.substring(2) : line);
      blocks.add(new PageBlock(
          attributes, text.isEmpty() ? List.of() : List.of(new Run(text, new TreeMap<>()))));
    }
    PageFiller.fill(workspace.pages(), page.document(), blocks);
    return page;
  }
}

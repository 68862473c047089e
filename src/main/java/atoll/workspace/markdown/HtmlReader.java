package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.Mention;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import atoll.workspace.page.PageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML as blocks of a page. Only text, known blocks, known marks and harmless links are taken out of it: nothing
 * runs, nothing is loaded. Used once, by one thread.
 */
public final class HtmlReader {
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int MOST_DEPTH = 200;
  private static final long MOST_INDENT = 8;
  private static final Set<String> IGNORED = Set.of(
      "script",
      "style",
      "head",
      "template",
      "noscript",
      "iframe",
      "object",
      "embed",
      "svg",
      "meta",
      "title",
      "textarea",
      "select",
      "button",
      "audio",
      "video",
      "canvas");
  private static final Set<String> BLOCKS = Set.of(
      "p",
      "div",
      "section",
      "article",
      "header",
      "footer",
      "main",
      "aside",
      "nav",
      "figure",
      "figcaption",
      "address",
      "dl",
      "dt",
      "dd",
      "form",
      "fieldset",
      "center",
      "caption",
      "body",
      "table",
      "thead",
      "tbody",
      "tfoot",
      "tr",
      "td",
      "th",
      "ul",
      "ol",
      "details",
      "summary");

  private final Targets targets;
  private final String tables;
  private final List<PageBlock> blocks = new ArrayList<>();
  private List<Run> runs = new ArrayList<>();
  private @Nullable SortedMap<String, Value> opened;
  private int count;

  /** Where the walk is. */
  private record Place(
      SortedMap<String, Value> block,
      SortedMap<String, Value> marks,
      int indent,
      boolean pre,
      int depth) {
    Place within(SortedMap<String, Value> newBlock, int newIndent) {
      return new Place(newBlock, marks, newIndent, pre, depth + 1);
    }

    Place marked(SortedMap<String, Value> more) {
      SortedMap<String, Value> all = new TreeMap<>(marks);
      all.putAll(more);
      return new Place(block, all, indent, pre, depth + 1);
    }
  }

  private HtmlReader(Targets targets, String tables) {
    this.targets = targets;
    this.tables = tables;
  }

  /**
   * Reads a whole page or a part of one.
   *
   * @param tables what the names of its tables begin with
   */
  public static List<PageBlock> read(String html, Targets targets, String tables) {
    HtmlReader reader = new HtmlReader(targets, tables);
    reader.children(
        Jsoup.parse(html).body(), new Place(new TreeMap<>(), new TreeMap<>(), 0, false, 0));
    reader.end();
    return reader.blocks;
  }

  /** Reads the text of one line. */
  static List<Run> inline(String html, Targets targets) {
    HtmlReader reader = new HtmlReader(targets, "");
    reader.children(
        Jsoup.parseBodyFragment(html).body(),
        new Place(new TreeMap<>(), new TreeMap<>(), 0, true, 0));
    reader.end();
    List<Run> all = new ArrayList<>();
    reader.blocks.forEach(block -> all.addAll(block.runs()));
    return new PageBlock(new TreeMap<>(), all).runs();
  }

  private void children(Element parent, Place place) {
    for (Node node : parent.childNodes()) {
      if (node instanceof TextNode text) {
        text(text.getWholeText(), place);
      } else if (node instanceof Element element && place.depth() < MOST_DEPTH) {
        element(element, place);
      }
    }
  }

  private void element(Element node, Place place) {
    String tag = node.normalName();
    if (IGNORED.contains(tag)) {
      return;
    }
    switch (tag) {
      case "br" -> {
        if (!place.pre() || !place.block().isEmpty()) {
          end();
        }
      }
      case "hr" -> {
        end();
        block(of("divider"), List.of(), place.indent());
      }
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        int level = Math.min(3, tag.charAt(1) - '0');
        inBlock(node, place.within(of("heading" + level), place.indent()));
      }
      case "li" -> inBlock(node, place.within(item(node), place.indent()));
      case "ul", "ol" -> {
        end();
        boolean nested = node.parents().stream().anyMatch(up -> up.normalName().equals("li"));
        children(node, place.within(new TreeMap<>(), nested ? place.indent() + 1 : place.indent()));
        end();
      }
      case "details" -> {
        end();
        Element summary = node.selectFirst("> summary");
        SortedMap<String, Value> toggle = of("toggle");
        if (!node.hasAttr("open")) {
          toggle.put("folded", Value.of(true));
        }
        if (summary != null) {
          inBlock(summary, place.within(toggle, place.indent()));
          summary.remove();
        } else {
          block(toggle, List.of(), place.indent());
        }
        inBlock(node, place.within(new TreeMap<>(), place.indent() + 1));
      }
      case "blockquote", "aside" -> inBlock(node, place.within(quote(node), place.indent()));
      case "pre" -> preformatted(node, place);
      case "table" -> table(node, place);
      case "img" -> image(node, place);
      case "a" -> link(node, place);
      case "time" -> {
        if (!mention("date:" + node.text().replaceFirst("^@", ""), place)) {
          children(node, place);
        }
      }
      case "input" -> {}
      default -> {
        if (node.hasClass("mention")
            && mention(InlineReader.person(node.attr("data-person"), node.text()), place)) {
          return;
        }
        Element source = node.selectFirst("annotation[encoding=application/x-tex]");
        if (source != null && tag.equals("math") && node.attr("display").equals("block")) {
          formula(source, place);
        } else if (source != null && (node.hasClass("katex") || tag.equals("math"))) {
          text(source.text(), place.marked(new TreeMap<>(Map.of("math", Value.of(true)))));
        } else if (BLOCKS.contains(tag)) {
          inBlock(node, place.within(place.block(), place.indent()));
        } else {
          children(node, place.marked(HtmlMarks.of(tag, attributes(node), targets)));
        }
      }
    }
  }

  private static Map<String, String> attributes(Element node) {
    return Map.of("style", node.attr("style"), "class", node.attr("class"));
  }

  private void inBlock(Element node, Place place) {
    if (opened != null && runs.isEmpty() && place.block().equals(without(opened))) {
      children(node, place);
      return;
    }
    end();
    children(node, place);
    end();
  }

  private static SortedMap<String, Value> without(SortedMap<String, Value> attributes) {
    SortedMap<String, Value> rest = new TreeMap<>(attributes);
    rest.remove("indent");
    return rest;
  }

  /** What Atoll wrote as a callout is one again; the word of its kind was for the reader. */
  private static SortedMap<String, Value> quote(Element node) {
    String kind = node.attr("data-callout");
    if (!KIND.matcher(kind).matches()) {
      return of("quote");
    }
    node.select("> .kind").remove();
    SortedMap<String, Value> callout = of("callout");
    callout.put("kind", Value.of(kind));
    return callout;
  }

  private SortedMap<String, Value> item(Element node) {
    Element box =
        node.selectFirst("> input[type=checkbox], > p > input[type=checkbox], > .checkbox");
    Element list = node.parent();
    if (box != null) {
      SortedMap<String, Value> task = of("task");
      if (box.hasAttr("checked") || box.hasClass("checkbox-on")) {
        task.put("checked", Value.of(true));
      }
      return task;
    }
    return of(list != null && list.normalName().equals("ol") ? "number" : "bullet");
  }

  private void preformatted(Element node, Place place) {
    end();
    SortedMap<String, Value> code = of("code");
    String names = node.className() + " " + node.select("code").attr("class");
    var language = Pattern.compile("lang(?:uage)?-([\\w+#-]{1,40})").matcher(names);
    if (language.find()) {
      code.put("language", Value.of(language.group(1)));
    }
    for (String line : node.wholeText().replaceFirst("\n$", "").split("\r?\n", -1)) {
      block(new TreeMap<>(code), runs(line), place.indent());
    }
  }

  private void formula(Element source, Place place) {
    end();
    for (String line : source.wholeText().strip().split("\r?\n", -1)) {
      block(of("math"), runs(line), place.indent());
    }
  }

  private void table(Element node, Place place) {
    end();
    String name = tables + "t" + ++count;
    int r = 0;
    for (Element row : node.select("tr")) {
      r++;
      int c = 0;
      for (Element cell : row.select("> td, > th")) {
        SortedMap<String, Value> attributes = of("cell");
        attributes.put("table", Value.of(name));
        attributes.put("row", Value.of(name + "r" + r));
        attributes.put("column", Value.of(name + "c" + ++c));
        HtmlReader inner = new HtmlReader(targets, name);
        inner.children(
            cell, new Place(new TreeMap<>(), new TreeMap<>(), 0, false, place.depth() + 1));
        inner.end();
        List<Run> all = new ArrayList<>();
        for (PageBlock block : inner.blocks) {
          if (!all.isEmpty()) {
            all.add(new Run(" ", new TreeMap<>()));
          }
          all.addAll(block.runs().isEmpty() ? runs(block.word("name")) : block.runs());
        }
        block(attributes, all, place.indent());
      }
    }
  }

  private void image(Element node, Place place) {
    String source = node.attr("src");
    Optional<Targets.Kept> file =
        PageFormat.isHarmless(source) ? Optional.empty() : targets.file(source);
    if (file.isPresent()) {
      end();
      SortedMap<String, Value> image = kept(file.get(), "image");
      if (!node.attr("alt").isBlank()) {
        image.put("alt", Value.of(Characters.wellFormed(node.attr("alt"))));
      }
      block(image, List.of(), place.indent());
    } else if (!source.startsWith("data:")) {
      Optional<String> to = HtmlMarks.address(source, targets);
      String words = node.attr("alt").isBlank() ? source : node.attr("alt");
      text(
          words,
          to.map(at -> place.marked(new TreeMap<>(Map.of("link", Value.of(at)))))
              .orElse(place));
    } else {
      targets.lost(new Loss.ImageInText());
    }
  }

  private void link(Element node, Place place) {
    String to = node.attr("href");
    Optional<Targets.Page> page = to.isEmpty() ? Optional.empty() : targets.page(to);
    boolean meant = node.hasClass("mention") || tables.length() > 0;
    if (page.isPresent() && meant && node.text().strip().equals(page.get().title())) {
      mention("page:" + page.get().node(), place);
      return;
    }
    if (page.isEmpty() && !to.isEmpty() && !PageFormat.isHarmless(to)) {
      Optional<Targets.Kept> file = targets.file(to);
      if (file.isPresent()) {
        if (node.selectFirst("img") == null) {
          end();
          block(kept(file.get(), "file"), List.of(), place.indent());
        } else {
          children(node, place);
        }
        return;
      }
    }
    Optional<String> address = to.isEmpty() ? Optional.empty() : HtmlMarks.address(to, targets);
    children(
        node,
        address
            .map(at -> place.marked(new TreeMap<>(Map.of("link", Value.of(at)))))
            .orElse(place));
  }

  private static SortedMap<String, Value> kept(Targets.Kept file, String type) {
    SortedMap<String, Value> attributes = of(type);
    attributes.put("blob", Value.of(file.blob()));
    attributes.put("name", Value.of(file.name()));
    attributes.put("size", Value.of(file.size()));
    return attributes;
  }

  private boolean mention(String what, Place place) {
    if (!PageFormat.fits(Mention.MARK, Value.of(what))) {
      return false;
    }
    text(
        String.valueOf(PageFormat.MENTION),
        place.marked(new TreeMap<>(Map.of(Mention.MARK, Value.of(what)))));
    return true;
  }

  private void text(String text, Place place) {
    String words = place.pre() ? text.replace('\n', ' ') : text.replaceAll("[ \\t\\r\\n\\f]+", " ");
    boolean begins = runs.isEmpty() || runs.getLast().text().endsWith(" ");
    if (!place.pre() && begins) {
      words = words.replaceFirst("^ ", "");
    }
    if (words.isEmpty()) {
      return;
    }
    if (opened == null) {
      opened = new TreeMap<>(place.block());
      if (place.indent() > 0) {
        opened.put("indent", Value.of(Math.min(MOST_INDENT, place.indent())));
      }
    }
    runs.add(new Run(Characters.wellFormed(words), place.marks()));
  }

  /** Ends the block that is open, if there is one. */
  private void end() {
    if (opened != null) {
      blocks.add(new PageBlock(opened, runs));
    }
    opened = null;
    runs = new ArrayList<>();
  }

  private void block(SortedMap<String, Value> attributes, List<Run> text, int indent) {
    if (indent > 0) {
      attributes.put("indent", Value.of(Math.min(MOST_INDENT, indent)));
    }
    blocks.add(new PageBlock(attributes, text));
  }

  private static List<Run> runs(String text) {
    return text.isEmpty()
        ? List.of()
        : List.of(new Run(Characters.wellFormed(text), new TreeMap<>()));
  }

  private static SortedMap<String, Value> of(String type) {
    return new TreeMap<>(Map.of("type", Value.of(type)));
  }
}

package atoll.workspace.markdown;

import atoll.crdt.Value;
import atoll.workspace.page.PageBlock;
import atoll.workspace.page.PageBlock.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pages of blocks, marks and signs that chance puts beside each other. */
final class RandomPage {
  private static final String SIGNS = "ab c*_`~=$[]()<>!#-+.1\\&|:{}\"'\tü😀";

  private final Random random;
  private int tables;

  RandomPage(Random random) {
    this.random = random;
  }

  List<PageBlock> blocks() {
    List<PageBlock> blocks = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      add(blocks);
    }
    return blocks;
  }

  private void add(List<PageBlock> blocks) {
    String type = Corpus.TYPES.get(random.nextInt(Corpus.TYPES.size()));
    SortedMap<String, Value> attributes = new TreeMap<>(Corpus.type(type));
    if (random.nextInt(3) == 0) {
      attributes.put("indent", Value.of(1L + random.nextInt(8)));
    }
    if (random.nextInt(8) == 0) {
      attributes.put("tint", Value.of("red"));
    }
    if (random.nextInt(12) == 0) {
      attributes.put("anchor", Value.of("a--" + random.nextInt(9)));
    }
    switch (type) {
      case "task" -> flag(attributes, "checked");
      case "toggle" -> flag(attributes, "folded");
      case "callout" -> attributes.put("kind", Value.of(random.nextBoolean() ? "tip" : "danger"));
      case "image", "file" -> {
        attributes.put("blob", Value.of(random.nextBoolean() ? Corpus.BLOB : "0".repeat(64)));
        attributes.put("name", Value.of(text()));
      }
      case "page", "view" ->
        attributes.put("node", Value.of(random.nextBoolean() ? Corpus.HERE : Corpus.GONE));
      default -> {}
    }
    if (type.equals("cell")) {
      table(blocks, attributes);
    } else if (type.equals("code") || type.equals("math")) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        String text = random.nextInt(4) == 0 ? "" : text();
        blocks.add(Corpus.block(text, attributes));
      }
    } else {
      blocks.add(new PageBlock(attributes, runs()));
    }
  }

  private void flag(SortedMap<String, Value> attributes, String name) {
    if (random.nextBoolean()) {
      attributes.put(name, Value.of(true));
    }
  }

  private void table(List<PageBlock> blocks, SortedMap<String, Value> attributes) {
    int name = ++tables;
    int columns = 1 + random.nextInt(3);
    for (int row = random.nextInt(3); row >= 0; row--) {
      for (int column = 0; column < columns; column++) {
        SortedMap<String, Value> cell = new TreeMap<>(attributes);
        cell.put("table", Value.of("t" + name));
        cell.put("row", Value.of("r" + row));
        cell.put("column", Value.of("c" + column));
        blocks.add(new PageBlock(cell, runs()));
      }
    }
  }

  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      SortedMap<String, Value> marks = new TreeMap<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        List<Map<String, Value>> all = Corpus.marks();
        marks.putAll(all.get(random.nextInt(all.size())));
      }
      if (random.nextInt(10) == 0) {
        marks.put("mention", Value.of("page:" + Corpus.HERE));
        runs.add(new Run("\ufffc", marks));
      } else {
        runs.add(new Run(text(), marks));
      }
    }
    return runs;
  }

  private String text() {
    if (random.nextInt(3) == 0) {
      return Corpus.TEXTS.get(random.nextInt(Corpus.TEXTS.size()));
    }
    StringBuilder text = new StringBuilder();
    int[] signs = SIGNS.codePoints().toArray();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.appendCodePoint(signs[random.nextInt(signs.length)]);
    }
    return text.toString();
  }
}

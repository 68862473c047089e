package atoll.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every block and every mark of {@code schema.ts}, made in each way in which people make it: in the page's model, drawn, and
 * both again after a reload. Whoever adds one adds its cases here.
 */
final class BlocksTest extends OneInstanceTest {
  private static final Path SCHEMA = Path.of("frontend/editor/document/schema.ts");
  /** How every title of the test begins. */
  private static final String SOME_PAGE = "Page";

  private static final String DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
      + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  /** So high that all is drawn at once: the editor draws what is in sight and a little more. */
  private static final int HIGH = 5_000;

  /** A line that says what follows, then an empty one with the caret, as if another had written both. */
  private static final String BEGIN = """
      what => {
        const { editor } = document.querySelector('atoll-page')
        const { doc } = editor.state
        const insert = (doc.length ? '\\n' : '') + what + '\\n'
        editor.dispatch({ changes: { from: doc.length, insert }, selection: { anchor: doc.length + insert.length } })
        editor.focus()
      }""";

  /** The word before the caret is selected. */
  private static final String SELECT_WORD = """
      word => {
        const { editor } = document.querySelector('atoll-page')
        const { head } = editor.state.selection.main
        editor.dispatch({ selection: { anchor: head - word.length, head } })
      }""";

  /**
   * What is in the line below that of each name: the type, the marks with their text, the text of the line; and whether
   * something is drawn there that the selector finds.
   */
  private static final String FOUND = """
      cases => {
        const page = document.querySelector('atoll-page')
        const { doc } = page.editor.state
        const numbers = new Map()
        for (let n = 1; n <= doc.lines; n++) numbers.set(doc.line(n).text, n)
        const drawn = new Map([...page.editor.contentDOM.children].map(each => [each.textContent, each.nextElementSibling]))
        const seen = element => element !== null && element.getBoundingClientRect().height > 0
        return Object.fromEntries(Object.entries(cases).map(([what, selector]) => {
          const line = doc.line(numbers.get(what) + 1)
          const beside = drawn.get(what)
          const marks = page.content.runs(line.from, line.to).flatMap(({ from, to, attributes }) =>
            Object.keys(attributes).map(name => name.replace(/^comment-.*/, 'comment') + ' ' + doc.sliceString(from, to)))
          const type = page.content.block(line.from).type ?? 'paragraph'
          const shown = beside && [beside, ...beside.querySelectorAll(selector)].some(each => each.matches(selector) && seen(each))
          return [what, [type, ...marks].join(', ') + ': ' + line.text + (shown ? '' : ' (not drawn)')]
        }))
      }""";

  /**
   * One way to make something.
   *
   * @param name of the block or mark in the schema
   * @param way what the person does, for the reader of the page and of a failure
   * @param text of the line afterwards
   */
  private record Case(
      String name, String way, Consumer<ShellPage> made, String text, String drawn, boolean mark) {
    String what() {
      return name + ", by " + way;
    }

    String expected() {
      return (mark ? "paragraph, " + name + " " + marked() : name) + ": " + text;
    }

    private String marked() {
      return name.equals("mention") ? "\ufffc" : text.strip();
    }
  }

  /**
   * A block that text is written in.
   *
   * @param menu what it is called in the menus
   * @param typed what one types for it, the first as the slash menu tells it; without the space that ends some
   */
  private record Block(
      String name, String menu, List<String> typed, List<String> keys, String drawn) {
    Stream<Case> cases() {
      Stream<Case> byMenus = Stream.of(
          make("the slash menu", shell -> {
            slash(shell, menu);
            shell.page().keyboard().type("word");
          }),
          make("turning into it", shell -> {
            shell.page().keyboard().type(name.equals("paragraph") ? "# word" : "word");
            shell.press("Control+.");
            menuItem(shell, menu).click();
          }));
      Stream<Case> byTyping = typed.stream()
          .map(signs -> make(
              "typing " + signs,
              shell ->
                  shell.page().keyboard().type(signs + (endsBySpace(signs) ? " word" : "word"))));
      Stream<Case> byKeys = keys.stream()
          .map(key -> make("pressing " + key, shell -> {
            shell.page().keyboard().type(name.equals("paragraph") ? "# word" : "word");
            shell.press(key);
          }));
      return Stream.of(byMenus, byTyping, byKeys).flatMap(all -> all);
    }

    private Case make(String way, Consumer<ShellPage> made) {
      return new Case(name, way, made, "word", drawn, false);
    }

    private static boolean endsBySpace(String signs) {
      return !signs.equals("```") && !signs.equals("$$");
    }
  }

  private static final List<Block> BLOCKS = List.of(
      new Block(
          "paragraph",
          "Text",
          List.of(),
          List.of("Control+Alt+0"),
          ".cm-line:not([class*=atoll-])"),
      new Block(
          "heading1",
          "Heading 1",
          List.of("#"),
          List.of("Control+Alt+1"),
          ".atoll-heading1[role=heading]"),
      new Block(
          "heading2",
          "Heading 2",
          List.of("##"),
          List.of("Control+Alt+2"),
          ".atoll-heading2[role=heading]"),
      new Block(
          "heading3",
          "Heading 3",
          List.of("###"),
          List.of("Control+Alt+3"),
          ".atoll-heading3[role=heading]"),
      new Block(
          "bullet",
          "Bulleted list",
          List.of("-", "*", "+"),
          List.of("Control+Shift+8"),
          ".atoll-bullet"),
      new Block(
          "number",
          "Numbered list",
          List.of("1.", "1)"),
          List.of("Control+Shift+7"),
          ".atoll-number[data-number='1.']"),
      new Block(
          "task",
          "Task",
          List.of("[]", "[ ]", "[x]", "- [ ]"),
          List.of("Control+Shift+9"),
          ".atoll-task .atoll-check"),
      new Block("toggle", "Toggle list", List.of(">>"), List.of(), ".atoll-toggle .atoll-chevron"),
      new Block("quote", "Quote", List.of(">"), List.of(), ".atoll-quote"),
      new Block(
          "callout",
          "Callout",
          List.of("> [!note]", "> [!warning]"),
          List.of(),
          ".atoll-callout .atoll-callout-sign"),
      new Block("code", "Code", List.of("```"), List.of(), ".atoll-code"),
      new Block("math", "Formula", List.of("$$"), List.of(), ".atoll-math .katex"));

  /** Blocks that hold something else than the text that is typed. */
  private static Stream<Case> otherBlocks() {
    Consumer<ShellPage> table = shell -> {
      slash(shell, "Table");
      shell.page().keyboard().type("word");
    };
    Consumer<ShellPage> row = shell -> {
      shell.page().keyboard().type("| word | b |");
      shell.press("Enter");
    };
    Consumer<ShellPage> divider = shell -> slash(shell, "Divider");
    Consumer<ShellPage> dashes = shell -> shell.page().keyboard().type("---");
    Consumer<ShellPage> page = shell -> pick(shell, "Link to page");
    Consumer<ShellPage> view = shell -> pick(shell, "View of a collection");
    byte[] dot = Base64.getDecoder().decode(DOT);
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        new Case("cell", "the slash menu", table, "word", ".atoll-table td", false),
        new Case("cell", "typing | word | b |", row, "word", ".atoll-table td", false),
        new Case("divider", "the slash menu", divider, "", ".atoll-divider[role=separator]", false),
        new Case("divider", "typing ---", dashes, "", ".atoll-divider[role=separator]", false),
        new Case("page", "the slash menu", page, "", ".atoll-page-card", false),
        new Case("view", "the slash menu", view, "", ".atoll-view-place", false),
        new Case(
            "image",
            "the slash menu",
            shell -> choose(shell, "Image", new FilePayload("dot.png", "image/png", dot)),
            "",
            ".atoll-picture img",
            false),
        new Case(
            "file",
            "the slash menu",
            shell -> choose(shell, "File", new FilePayload("a.txt", "text/plain", text)),
            "",
            ".atoll-file-card",
            false),
        new Case(
            "image",
            "pasting it",
            shell -> paste(shell, List.of("teal.png", "image/png", "")),
            "",
            ".atoll-picture img",
            false),
        new Case(
            "file",
            "pasting it",
            shell -> paste(shell, List.of("b.txt", "text/plain", "text")),
            "",
            ".atoll-file-card",
            false));
  }

  /**
   * A mark of text that is selected.
   *
   * @param button what the toolbar calls it; empty where a menu of the toolbar has it
   */
  private record Mark(
      String name, String button, List<String> typed, List<String> keys, String drawn) {
    Stream<Case> cases() {
      Stream<Case> byButton = Stream.of(button)
          .filter(label -> !label.isEmpty())
          .map(label -> {
            return make("the toolbar", shell -> {
              select(shell);
              toolbar(shell, label).click();
            });
          });
      Stream<Case> byTyping = typed.stream()
          .map(text -> make("typing " + text, shell -> shell.page().keyboard().type(text)));
      Stream<Case> byKeys = keys.stream()
          .map(key -> make("pressing " + key, shell -> {
            select(shell);
            shell.press(key);
          }));
      return Stream.of(byButton, byTyping, byKeys).flatMap(all -> all);
    }

    private Case make(String way, Consumer<ShellPage> made) {
      return new Case(name, way, made, "word", drawn, true);
    }
  }

  private static final List<Mark> MARKS = List.of(
      new Mark(
          "bold", "Bold", List.of("**word**", "__word__"), List.of("Control+b"), ".atoll-bold"),
      new Mark(
          "italic", "Italic", List.of("*word*", "_word_"), List.of("Control+i"), ".atoll-italic"),
      new Mark("underline", "Underline", List.of(), List.of("Control+u"), ".atoll-underline"),
      new Mark(
          "strike",
          "Strikethrough",
          List.of("~~word~~"),
          List.of("Control+Shift+x"),
          ".atoll-strike"),
      new Mark("code", "Code", List.of("`word`"), List.of("Control+e"), ".atoll-inline-code"),
      new Mark("math", "Formula", List.of("$word$"), List.of(), ".atoll-formula .katex"),
      new Mark(
          "highlight",
          "",
          List.of("==word=="),
          List.of("Control+Shift+h"),
          ".atoll-highlight-yellow"),
      new Mark(
          "link", "", List.of("[word](https://example.org)"), List.of(), "a.atoll-link[href]"));

  /** Marks that ask for something more. */
  private static Stream<Case> otherMarks() {
    Consumer<ShellPage> address = shell -> {
      shell.page().keyboard().type("example.org");
      shell.press("Enter");
    };
    Consumer<ShellPage> comment = shell -> {
      shell.page().keyboard().type("Why?");
      shell.press("Enter");
    };
    return Stream.of(
        marked("color", "the toolbar", colour("color"), ".atoll-color-red"),
        marked("highlight", "the toolbar", colour("highlight"), ".atoll-highlight-red"),
        marked("link", "the toolbar", pressed("Link").andThen(address), "a.atoll-link[href]"),
        marked("link", "pressing Control+k", keyed("Control+k").andThen(address), "a.atoll-link"),
        new Case(
            "link",
            "typing an address",
            shell -> shell.page().keyboard().type("www.example.org "),
            "www.example.org ",
            "a.atoll-link[href]",
            true),
        marked(
            "comment",
            "the toolbar",
            pressed("Comment").andThen(comment),
            "[class*=atoll-thread-]"),
        marked(
            "comment",
            "pressing Control+Alt+m",
            keyed("Control+Alt+m").andThen(comment),
            "[class*=atoll-thread-]"),
        new Case("mention", "typing @", mention("@today"), "\ufffc", ".atoll-mention", true),
        new Case(
            "mention", "typing [[", mention("[[" + SOME_PAGE), "\ufffc", ".atoll-mention", true));
  }

  private static Case marked(String name, String way, Consumer<ShellPage> made, String drawn) {
    return new Case(name, way, made, "word", drawn, true);
  }

  @Test
  void everyBlock_isMadeInEachWay_drawn_andThereAfterAReload() throws IOException {
    List<Case> cases =
        Stream.concat(BLOCKS.stream().flatMap(Block::cases), otherBlocks()).toList();
    String schema = Files.readString(SCHEMA);
    Set<String> types = quoted(schema, "const types: ReadonlySet<unknown> = new Set<BlockType>\\(");
    types.add("paragraph");
    assertEquals(types, names(cases, each -> !each.mark()), "the schema's blocks and those tested");
    assertMade(cases, "blocks");
  }

  @Test
  void everyMark_isMadeInEachWay_drawn_andThereAfterAReload() throws IOException {
    List<Case> cases =
        Stream.concat(MARKS.stream().flatMap(Mark::cases), otherMarks()).toList();
    String schema = Files.readString(SCHEMA);
    Set<String> marks = quoted(schema, "export const growing: readonly string\\[\\] = ");
    marks.addAll(quoted(schema, "export const markNames: readonly string\\[\\] = "));
    marks.add("comment");
    assertEquals(marks, names(cases, Case::mark), "the schema's marks and those tested");
    assertMade(cases, "marks");
  }

  @Test
  void slashMenu_tellsWhatToTypeInstead() {
    ShellPage shell = fresh();
    shell.page().keyboard().type("/");
    Locator options = shell.page().locator("#atoll-blocks [role=option]");
    options.first().waitFor();
    Map<String, String> told = new TreeMap<>();
    for (Locator option : options.all()) {
      Locator typed = option.locator("kbd");
      String name =
          option.evaluate("option => option.childNodes[1].textContent").toString();
      told.put(name, typed.count() == 0 ? "" : typed.textContent());
    }
    Map<String, String> works = new TreeMap<>(Map.of("Table", "| a | b |", "Divider", "---"));
    for (String each : List.of("Image", "File", "Link to page", "View of a collection")) {
      works.put(each, "");
    }
    BLOCKS.forEach(
        block -> works.put(block.menu(), block.typed().stream().findFirst().orElse("")));
    assertEquals(works, told);
    screenshots(shell.page(), "slash");
  }

  /** Makes all below each other in one page and looks at them, loads it anew and looks again. */
  private void assertMade(List<Case> cases, String picture) {
    ShellPage shell = fresh();
    Page page = shell.page();
    page.setViewportSize(Window.WIDE.width(), HIGH);
    for (Case each : cases) {
      page.evaluate(BEGIN, each.what());
      each.made().accept(shell);
    }
    page.evaluate(BEGIN, "The end");
    Map<String, String> expected = cases.stream()
        .collect(Collectors.toMap(Case::what, Case::expected, (a, _) -> a, TreeMap::new));
    assertEquals(cases.size(), expected.size(), "two cases of one name");
    Map<String, String> selectors =
        cases.stream().collect(Collectors.toMap(Case::what, Case::drawn));
    awaitFound(page, selectors, expected);
    page.locator("atoll-page[state=saved]").waitFor();
    page.reload();
    page.locator("atoll-page[state=saved]").waitFor();
    awaitFound(page, selectors, expected);
    screenshot(page, picture + "-all");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    screenshot(page, picture + "-all-dark");
  }

  private static void awaitFound(
      Page page, Map<String, String> selectors, Map<String, String> expected) {
    try {
      page.waitForCondition(() -> expected.equals(page.evaluate(FOUND, selectors)));
    } catch (PlaywrightException late) {
      Map<?, ?> found = (Map<?, ?>) page.evaluate(FOUND, selectors);
      assertEquals(lines(expected), lines(found));
    }
  }

  private static String lines(Map<?, ?> found) {
    return new TreeMap<>(found)
        .entrySet().stream()
            .map(each -> each.getKey() + " → " + each.getValue())
            .collect(Collectors.joining("\n"));
  }

  private static Set<String> names(List<Case> cases, Predicate<Case> which) {
    return cases.stream()
        .filter(which)
        .map(Case::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The words in quotation marks in the list that begins behind a pattern. */
  private static Set<String> quoted(String source, String before) {
    String list = Pattern.compile(before + "\\[(.*?)\\]", Pattern.DOTALL)
        .matcher(source)
        .results()
        .findFirst()
        .map(found -> found.group(1))
        .orElseThrow(() -> new AssertionError("not found: " + before));
    return Pattern.compile("'(\\w+)'")
        .matcher(list)
        .results()
        .map((MatchResult word) -> word.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void slash(ShellPage shell, String name) {
    shell.page().keyboard().type("/" + name);
    shell.press("Enter");
  }

  private static void pick(ShellPage shell, String name) {
    slash(shell, name);
    shell.page().locator("#atoll-pages").waitFor();
    shell.page().keyboard().type(SOME_PAGE);
    shell.press("Enter");
  }

  /** Chooses a file as the window asks for one; it is there when it is in the page. */
  private static void choose(ShellPage shell, String name, FilePayload file) {
    Page page = shell.page();
    awaitBlock(shell, () -> page.waitForFileChooser(() -> slash(shell, name)).setFiles(file));
  }

  private static void paste(ShellPage shell, List<String> file) {
    awaitBlock(shell, () -> shell.page().locator(BODY).evaluate(WritingTest.PASTE_FILE, file));
  }

  /** The bytes are kept before the block is made. */
  private static void awaitBlock(ShellPage shell, Runnable made) {
    Locator files = shell.page().locator(BODY + " :is(.atoll-picture, .atoll-file-card)");
    int before = files.count();
    made.run();
    shell.page().waitForCondition(() -> files.count() > before);
  }

  private static Locator menuItem(ShellPage shell, String name) {
    return shell
        .page()
        .locator(".atoll-block-menu")
        .getByRole(
            AriaRole.MENUITEM, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void select(ShellPage shell) {
    shell.page().keyboard().type("word");
    shell.page().evaluate(SELECT_WORD, "word");
  }

  private static Locator toolbar(ShellPage shell, String label) {
    return shell
        .page()
        .locator(".atoll-toolbar")
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true));
  }

  private static Consumer<ShellPage> pressed(String label) {
    return shell -> {
      select(shell);
      toolbar(shell, label).click();
    };
  }

  private static Consumer<ShellPage> keyed(String key) {
    return shell -> {
      select(shell);
      shell.press(key);
    };
  }

  private static Consumer<ShellPage> colour(String mark) {
    return pressed("Colour of the text")
        .andThen(shell -> shell
            .page()
            .locator(".atoll-block-menu [role=menuitem]:has(.atoll-" + mark + "-red)")
            .click());
  }

  private static Consumer<ShellPage> mention(String typed) {
    return shell -> {
      shell.page().keyboard().type(typed);
      shell.page().locator("#atoll-mentions [role=option]").first().waitFor();
      shell.press("Enter");
    };
  }
}

package atoll.workspace.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.workspace.markdown.HtmlReader;
import atoll.workspace.markdown.Targets;
import atoll.workspace.page.PageBlock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class MathMlTest {
  @Test
  void scriptsFractionsAndRoots_haveTheirParts() {
    assertEquals(
        "<msup><mi>x</mi><mrow><mn>2</mn></mrow></msup><mo>+</mo><msubsup><mi>y</mi><mrow><mi>i</mi>"
            + "</mrow><mrow><mrow><mi>n</mi><mo>−</mo><mn>1</mn></mrow></mrow></msubsup>",
        inner("x^2 + y_i^{n-1}"));
    assertEquals(
        "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>", inner("\\frac{a}{b}"));
    assertEquals("<mroot><mi>x</mi><mrow><mn>3</mn></mrow></mroot>", inner("\\sqrt[3]x"));
    assertEquals("<msup><mi>f</mi><mrow><mo>′′</mo></mrow></msup>", inner("f''"));
  }

  @Test
  void limits_standAboveAndBelowOnlyWhereThereIsRoom() {
    assertTrue(MathMl.of("\\sum_{i=0}^n i", true).orElseThrow().contains("<munderover>"));
    assertTrue(MathMl.of("\\sum_{i=0}^n i", false).orElseThrow().contains("<msubsup>"));
  }

  @Test
  void whatIsUsualInNotes_isKnownAndWellFormed() {
    for (String tex : List.of(
        "E = mc^2",
        "\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}",
        "\\left( \\frac{a}{b} \\right)^2 \\le \\left\\| x \\right.",
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
        "f(x) = \\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}",
        "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
        "\\forall x \\in \\mathbb{R}: \\lim_{h \\to 0} \\sin h = 0",
        "\\vec{v} \\cdot \\hat n, \\mathcal{L}, \\mathbf{A}^\\mathrm{T}, \\binom{n}{k}, 3.14 \\%",
        "a < b & c".replace("& ", "\\& "))) {
      String drawn = MathMl.of(tex, true).orElseThrow(() -> new AssertionError(tex));
      Parser parser = Parser.xmlParser().setTrackErrors(10);
      String source = Jsoup.parse(drawn, "", parser).selectFirst("annotation").text();
      assertTrue(parser.getErrors().isEmpty(), () -> drawn + parser.getErrors());
      assertEquals(tex.strip(), source.strip());
    }
  }

  @Test
  void formulaOnLinesOfItsOwn_comesBackAsABlock() {
    String html =
        "<div class=\"math\">" + MathMl.of("a <\n b", true).orElseThrow() + "</div><p>x</p>";
    List<PageBlock> blocks = HtmlReader.read(html, Targets.NONE, "t");
    assertEquals(
        List.of("math", "math", ""), blocks.stream().map(PageBlock::type).toList());
    assertEquals(List.of("a <", " b", "x"), blocks.stream().map(PageBlock::text).toList());
  }

  @Test
  void whatIsNotKnown_isNotDrawn() {
    for (String tex : List.of(
        "",
        " ",
        "\\weird{x}",
        "{a",
        "a}",
        "x^",
        "a & b",
        "\\begin{pmatrix} a",
        "\\left( a",
        "\\begin{tikz}x\\end{tikz}",
        "\\href{javascript:alert(1)}{x}",
        "{".repeat(99),
        "\\")) {
      assertEquals(Optional.empty(), MathMl.of(tex, true), tex);
    }
  }

  @Test
  void anyText_endsAndBringsNoMarkupOfItsOwn() {
    String[] pieces = {
      "\\frac",
      "{",
      "}",
      "^",
      "_",
      "\\left",
      "\\right",
      "(",
      "<script>",
      "&",
      "\\\\",
      "'",
      "x",
      "\\begin{matrix}",
      "\\end{matrix}",
      "\\text{<b>}",
      "\\sqrt",
      "[",
      "]",
      "\ud83d\ude00",
      "\\",
      "\\mathbb"
    };
    long seed = 20_260_401;
    Random random = new Random(seed);
    for (int i = 0; i < 4_000; i++) {
      StringBuilder tex = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        tex.append(pieces[random.nextInt(pieces.length)]);
      }
      String drawn = MathMl.of(tex.toString(), random.nextBoolean()).orElse("");
      assertFalse(drawn.contains("<script") || drawn.contains("<b>"), "seed " + seed + ": " + tex);
    }
  }

  private static String inner(String tex) {
    String drawn = MathMl.of(tex, false).orElseThrow();
    return drawn.substring("<math><semantics><mrow>".length(), drawn.indexOf("</mrow><annotation"));
  }
}

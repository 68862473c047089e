package atoll.workspace.markdown;

import java.util.List;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Nodes;
import org.commonmark.node.SourceSpans;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/** The Markdown that is read: CommonMark with GitHub's tables and strikethrough, and what Obsidian adds. */
final class Dialect {
  /** Blocks within blocks at the most; what is deeper is text. */
  private static final int MOST_DEPTH = 100;

  private static final Parser PARSER = Parser.builder()
      .extensions(List.of(StrikethroughExtension.create(), TablesExtension.create()))
      .customBlockParserFactory(new FormulaBlock.Factory())
      .customInlineContentParserFactory(new InlineFormula.Factory())
      .linkProcessor(WikiLink::read)
      .customInlineContentParserFactory(new BareAddress.Factory())
      .customDelimiterProcessor(new Highlighter())
      .includeSourceSpans(IncludeSourceSpans.BLOCKS)
      .maxOpenBlockParsers(MOST_DEPTH)
      .build();

  private Dialect() {}

  static Node parse(String markdown) {
    return PARSER.parse(markdown);
  }

  /** {@code ==text==} */
  static final class Highlight extends CustomNode {}

  private static final class Highlighter implements DelimiterProcessor {
    private static final int SIGNS = 2;

    @Override
    public char getOpeningCharacter() {
      return '=';
    }

    @Override
    public char getClosingCharacter() {
      return '=';
    }

    @Override
    public int getMinLength() {
      return SIGNS;
    }

    @Override
    public int process(DelimiterRun opening, DelimiterRun closing) {
      if (opening.length() < SIGNS || closing.length() < SIGNS) {
        return 0;
      }
      Text opener = opening.getOpener();
      Highlight highlight = new Highlight();
      SourceSpans spans = new SourceSpans();
      for (Node node : Nodes.between(opener, closing.getCloser())) {
        highlight.appendChild(node);
        spans.addAll(node.getSourceSpans());
      }
      highlight.setSourceSpans(spans.getSourceSpans());
      opener.insertAfter(highlight);
      return SIGNS;
    }
  }
}

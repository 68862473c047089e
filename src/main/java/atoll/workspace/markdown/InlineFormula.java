package atoll.workspace.markdown;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** {@code $x^2$}: no space within the signs, no digit or letter beside them, so that prices stay prices. */
final class InlineFormula extends CustomNode {
  private static final char SIGN = '$';

  private final String source;

  private InlineFormula(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  static final class Factory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of(SIGN);
    }

    @Override
    public InlineContentParser create() {
      return InlineFormula::read;
    }
  }

  private static ParsedInline read(InlineParserState state) {
    Scanner scanner = state.scanner();
    if (Character.isLetterOrDigit(scanner.peekPreviousCodePoint())) {
      return ParsedInline.none();
    }
    scanner.next();
    Position from = scanner.position();
    char first = scanner.peek();
    if (first == SIGN || Character.isWhitespace(first) || scanner.find(SIGN) <= 0) {
      return ParsedInline.none();
    }
    String source = scanner.getSource(from, scanner.position()).getContent();
    char last = source.charAt(source.length() - 1);
    if (Character.isWhitespace(last) || last == '\\' || source.indexOf('\n') >= 0) {
      return ParsedInline.none();
    }
    scanner.next();
    char after = scanner.peek();
    return after == SIGN || Character.isLetterOrDigit(after)
        ? ParsedInline.none()
        : ParsedInline.of(new InlineFormula(source), scanner.position());
  }
}

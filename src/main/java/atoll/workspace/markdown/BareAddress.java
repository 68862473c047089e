package atoll.workspace.markdown;

import java.util.Set;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;

/** An address of the web that stands in the text without signs, as GitHub links it. */
final class BareAddress {
  private static final String ENDS_NOT_WITH = ".,:;!?\"'*_~)]}|";

  private BareAddress() {}

  static final class Factory implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return Set.of('h');
    }

    @Override
    public InlineContentParser create() {
      return BareAddress::read;
    }
  }

  private static ParsedInline read(InlineParserState state) {
    Scanner scanner = state.scanner();
    if (Character.isLetterOrDigit(scanner.peekPreviousCodePoint())) {
      return ParsedInline.none();
    }
    StringBuilder address = new StringBuilder();
    if (scanner.next("https://")) {
      address.append("https://");
    } else if (scanner.next("http://")) {
      address.append("http://");
    } else {
      return ParsedInline.none();
    }
    int scheme = address.length();
    var end = scanner.position();
    int length = scheme;
    // What closes a sentence or an emphasis is not of the address; a bracket is, if one was opened
    // in it.
    for (char c = scanner.peek(); isOfAddress(c); c = scanner.peek()) {
      scanner.next();
      address.append(c);
      boolean closes = ENDS_NOT_WITH.indexOf(c) >= 0;
      if (!closes || c == ')' && balanced(address)) {
        end = scanner.position();
        length = address.length();
      }
    }
    if (length == scheme) {
      return ParsedInline.none();
    }
    String found = address.substring(0, length);
    Link link = new Link(found, null);
    link.appendChild(new Text(found));
    return ParsedInline.of(link, end);
  }

  private static boolean isOfAddress(char c) {
    return c > ' ' && c != Scanner.END && c != '<' && c != '>' && c != '\\' && c != '`' && c != '"';
  }

  private static boolean balanced(CharSequence address) {
    return address.chars().filter(c -> c == '(').count()
        == address.chars().filter(c -> c == ')').count();
  }
}

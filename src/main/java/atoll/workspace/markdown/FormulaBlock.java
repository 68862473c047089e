package atoll.workspace.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.CustomBlock;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** A formula between two lines of {@code $$}, or in one line with both. */
final class FormulaBlock extends CustomBlock {
  private static final String SIGN = "$$";
  private static final int CODE_INDENT = 4;

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  static final class Factory extends AbstractBlockParserFactory {
    @Override
    public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
      CharSequence all = state.getLine().getContent();
      String line =
          all.subSequence(state.getNextNonSpaceIndex(), all.length()).toString().strip();
      if (state.getIndent() >= CODE_INDENT || !line.startsWith(SIGN)) {
        return BlockStart.none();
      }
      Reading reading = new Reading();
      String rest = line.substring(SIGN.length());
      if (rest.endsWith(SIGN)) {
        reading.block.lines.add(rest.substring(0, rest.length() - SIGN.length()).strip());
        reading.done = true;
      } else if (rest.contains(SIGN)) {
        return BlockStart.none();
      } else if (!rest.isEmpty()) {
        reading.block.lines.add(rest);
      }
      return BlockStart.of(reading).atIndex(all.length());
    }
  }

  private static final class Reading extends AbstractBlockParser {
    private final FormulaBlock block = new FormulaBlock();
    private boolean done;
    private boolean begun;

    @Override
    public Block getBlock() {
      return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
      if (done) {
        return BlockContinue.none();
      }
      CharSequence all = state.getLine().getContent();
      String line = all.subSequence(state.getIndex(), all.length()).toString().strip();
      if (line.endsWith(SIGN)) {
        if (line.length() > SIGN.length()) {
          block.lines.add(line.substring(0, line.length() - SIGN.length()));
        }
        return BlockContinue.finished();
      }
      return BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
      // The line of the opening sign is handed in as well, with nothing left of it.
      if (begun) {
        block.lines.add(line.getContent().toString());
      }
      begun = true;
    }
  }
}

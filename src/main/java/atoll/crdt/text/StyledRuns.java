package atoll.crdt.text;

import atoll.crdt.Value;
import java.util.Collections;
import java.util.SortedMap;

/** Walks over a text in runs within which neither a boundary lies nor the style changes. */
final class StyledRuns {
  private final TextState text;
  private final Covering covering = new Covering();
  private int boundary;
  private int start;
  private int end;
  private SortedMap<String, Value> attributes = Collections.emptySortedMap();

  StyledRuns(TextState text) {
    this.text = text;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  SortedMap<String, Value> attributes() {
    return attributes;
  }

  boolean next() {
    int length = text.length();
    if (end >= length) {
      return false;
    }
    start = end;
    while (boundary < text.boundaryCount() && text.boundaryPosition(boundary) <= start) {
      covering.pass(text.mark(boundary), text.isEnd(boundary));
      boundary++;
    }
    int limit = boundary < text.boundaryCount() ? text.boundaryPosition(boundary) : length;
    end = text.styleEnd(start, limit);
    attributes = text.attributes(covering, start);
    return true;
  }
}

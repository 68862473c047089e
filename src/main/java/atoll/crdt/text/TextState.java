package atoll.crdt.text;

import atoll.crdt.ContainerId;
import atoll.crdt.Expand;
import atoll.crdt.Op;
import atoll.crdt.TextView;
import atoll.crdt.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A text at one version without what was deleted: a gap buffer of characters, the boundaries of its marks beside it, and,
 * once somebody has inserted with attributes, the number of the style of each character. An entity is a character or a
 * boundary; operations count entities, views count characters.
 */
public final class TextState implements TextView {
  private static final char[] NO_CHARS = {};
  private static final int[] NO_TAGS = {};
  private static final List<Mark> NO_MARKS = List.of();
  private static final List<Style> NO_STYLES = List.of();

  private char[] chars;
  private int[] tags = NO_TAGS;
  private int gapStart;
  private int gapEnd;
  // Nothing of their own until there is something: a document may have many small texts.
  private Boundaries boundaries = Boundaries.NONE;
  private List<Mark> marks = NO_MARKS;
  private List<Style> styles = NO_STYLES;

  public TextState() {
    chars = NO_CHARS;
  }

  /** A text of these characters; takes over the array. */
  TextState(char[] text) {
    chars = text;
    gapStart = chars.length;
    gapEnd = chars.length;
  }

  private TextState(TextState from) {
    chars = from.chars.clone();
    tags = from.tags.clone();
    gapStart = from.gapStart;
    gapEnd = from.gapEnd;
    boundaries = from.boundaries.copy();
    marks = from.marks.isEmpty() ? NO_MARKS : new ArrayList<>(from.marks);
    styles = from.styles.isEmpty() ? NO_STYLES : new ArrayList<>(from.styles);
  }

  /** A text of its own with the same content. */
  public TextState copy() {
    return new TextState(this);
  }

  @Override
  public int length() {
    return chars.length - (gapEnd - gapStart);
  }

  /** Characters and boundaries. */
  public int entities() {
    return length() + boundaries.size();
  }

  /** Whether no character has any attribute and there is no boundary. */
  public boolean isPlain() {
    return boundaries.size() == 0 && tags.length == 0;
  }

  @Override
  public char charAt(int index) {
    if (index < 0 || index >= length()) {
      throw new IndexOutOfBoundsException(index + " of " + length());
    }
    return chars[index < gapStart ? index : index + gapEnd - gapStart];
  }

  private int tagAt(int index) {
    return tags.length == 0 ? 0 : tags[index < gapStart ? index : index + gapEnd - gapStart];
  }

  @Override
  public String subSequence(int from, int to) {
    if (to <= gapStart) {
      return new String(chars, from, to - from);
    }
    if (from >= gapStart) {
      return new String(chars, from + gapEnd - gapStart, to - from);
    }
    char[] out = new char[to - from];
    copyTo(out, 0, from, to - from);
    return new String(out);
  }

  /** Copies characters from {@code from} on. */
  void copyTo(char[] to, int index, int from, int count) {
    int lower = Math.clamp(gapStart - from, 0, count);
    System.arraycopy(chars, from, to, index, lower);
    System.arraycopy(chars, from + lower + gapEnd - gapStart, to, index + lower, count - lower);
  }

  /** Whether any character is half of a pair. */
  boolean hasSurrogate() {
    return hasSurrogate(0, gapStart) || hasSurrogate(gapEnd, chars.length);
  }

  private boolean hasSurrogate(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.isSurrogate(chars[i])) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return subSequence(0, length());
  }

  @Override
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    SortedMap<String, Value> before = Collections.emptySortedMap();
    for (StyledRuns runs = new StyledRuns(this); runs.next(); ) {
      if (runs.start() > from && !runs.attributes().equals(before)) {
        spans.add(new Span(subSequence(from, runs.start()), before));
        from = runs.start();
      }
      before = runs.attributes();
    }
    if (length() > from) {
      spans.add(new Span(subSequence(from, length()), before));
    }
    return spans;
  }

  @Override
  public SortedMap<String, Value> attributesAt(int index) {
    char ignored = charAt(index);
    int tag = tagAt(index);
    if (boundaries.size() == 0 && tag == 0) {
      return Collections.emptySortedMap();
    }
    Covering covering = covering(boundaries.beforeCharacter(index + 1, length()));
    return tag == 0 ? covering.attributes() : covering.attributes(styles.get(tag - 1));
  }

  private Covering covering(int boundaryCount) {
    Covering covering = new Covering();
    for (int i = 0; i < boundaryCount; i++) {
      covering.pass(mark(i), isEnd(i));
    }
    return covering;
  }

  int boundaryCount() {
    return boundaries.size();
  }

  int boundaryPosition(int i) {
    return boundaries.position(i, length());
  }

  /** Twice the number of the mark whose boundary it is, plus one for its end. */
  int boundaryMark(int i) {
    return boundaries.mark(i);
  }

  int markCount() {
    return marks.size();
  }

  Mark markAt(int number) {
    return marks.get(number);
  }

  int styleCount() {
    return styles.size();
  }

  Style style(int i) {
    return styles.get(i);
  }

  /** The number of the style of a character, from 1; 0 for none. */
  int styleNumber(int index) {
    return tagAt(index);
  }

  /** Makes room for marks with their boundaries, where there are none. */
  void reserveMarks(int count) {
    marks = new ArrayList<>(count);
    boundaries = new Boundaries(2 * count);
  }

  /** Makes room for styles, where there are none. */
  void reserveStyles(int count) {
    styles = new ArrayList<>(count);
  }

  void addMark(Mark mark) {
    if (!(marks instanceof ArrayList)) {
      marks = new ArrayList<>();
    }
    marks.add(mark);
  }

  void addBoundary(int position, int mark) {
    insertBoundary(boundaries.size(), position, mark);
  }

  private void insertBoundary(int before, int position, int mark) {
    if (boundaries == Boundaries.NONE) {
      boundaries = new Boundaries();
    }
    boundaries.insert(before, position, mark, length());
  }

  void addStyle(Style style) {
    if (!(styles instanceof ArrayList)) {
      styles = new ArrayList<>();
    }
    styles.add(style);
  }

  void setStyle(int from, int to, int style) {
    if (tags.length == 0) {
      tags = new int[chars.length];
    }
    Arrays.fill(tags, from, to, style);
  }

  Mark mark(int boundary) {
    return marks.get(boundaries.mark(boundary) >> 1);
  }

  boolean isEnd(int boundary) {
    return (boundaries.mark(boundary) & 1) == 1;
  }

  /** The first index after {@code from} where the style is another one, at most {@code limit}. */
  int styleEnd(int from, int limit) {
    if (tags.length == 0) {
      return limit;
    }
    int tag = tagAt(from);
    int end = from + 1;
    while (end < limit && tagAt(end) == tag) {
      end++;
    }
    return end;
  }

  SortedMap<String, Value> attributes(Covering covering, int index) {
    int tag = tagAt(index);
    return tag == 0 ? covering.attributes() : covering.attributes(styles.get(tag - 1));
  }

  /** The index of the character at or after an entity. */
  public int character(int entity) {
    return boundaries.size() == 0 ? entity : entity - boundaries.before(entity, length());
  }

  /** The entity that is the character at {@code index}; for the length of the text the number of entities. */
  public int entityOf(int index) {
    return index + boundaries.beforeCharacter(index + 1, length());
  }

  /** What a character has that is put in before an entity without attributes of its own. */
  public SortedMap<String, Value> attributesBefore(int entity) {
    return boundaries.size() == 0
        ? Collections.emptySortedMap()
        : covering(boundaries.before(entity, length())).attributes();
  }

  /** What a character of a style has that is put in before an entity. */
  SortedMap<String, Value> attributesBefore(int entity, Style style) {
    return covering(boundaries.before(entity, length())).attributes(style);
  }

  /** The operation that inserts before the character at {@code at}; marks that grow at their end take the new ones in. */
  public Op.InsertText insert(ContainerId target, int at, String text) {
    return new Op.InsertText(target, slot(at), text, Collections.emptySortedMap());
  }

  /** The same, with exactly these attributes. */
  public Op.InsertText insert(
      ContainerId target, int at, String text, SortedMap<String, Value> attributes) {
    int slot = slot(at);
    SortedMap<String, Value> inherited = attributesBefore(slot);
    TreeMap<String, Value> own = new TreeMap<>();
    attributes.forEach((key, value) -> {
      if (!value.equals(inherited.getOrDefault(key, Value.NULL))) {
        own.put(key, value);
      }
    });
    inherited.keySet().stream()
        .filter(key -> !attributes.containsKey(key))
        .forEach(key -> own.put(key, Value.NULL));
    return new Op.InsertText(target, slot, text, own);
  }

  private int slot(int at) {
    return boundaries.size() == 0 ? at : new Slots(this, at).best();
  }

  /** The operations that delete {@code count} characters and leave the boundaries between them. */
  public List<Op.DeleteText> delete(ContainerId target, int at, int count) {
    int length = length();
    List<Op.DeleteText> ops = new ArrayList<>(1);
    int from = at;
    int boundary = boundaries.beforeCharacter(at + 1, length);
    while (from < at + count) {
      int end = boundary < boundaries.size()
          ? Math.min(at + count, boundaries.position(boundary, length))
          : at + count;
      if (end > from) {
        ops.add(new Op.DeleteText(target, at + boundary, end - from));
        from = end;
      } else {
        boundary++;
      }
    }
    return ops;
  }

  /** The operation that sets an attribute on the characters in {@code [from, to)}; not empty. */
  public Op.MarkText mark(
      ContainerId target, int from, int to, String key, Value value, Expand expand) {
    int end = expand == Expand.NONE ? entityOf(to - 1) + 1 : entityOf(to);
    return new Op.MarkText(target, entityOf(from), end, key, value, expand);
  }

  /** Whether {@code [entity, entity + count)} holds a boundary. */
  public boolean hasBoundary(int entity, int count) {
    int length = length();
    return boundaries.size() > 0
        && boundaries.before(entity, length) != boundaries.before(entity + count, length);
  }

  /** Whether an edit of the characters in {@code [from, to)} would leave half of a surrogate pair. */
  public boolean splitsPair(int from, int to) {
    return isWithinPair(from) || to > from && isWithinPair(to);
  }

  /** Whether the character before {@code at} and the one at it are one pair. */
  public boolean isWithinPair(int at) {
    return at > 0
        && at < length()
        && Character.isLowSurrogate(charAt(at))
        && Character.isHighSurrogate(charAt(at - 1));
  }

  /** Puts characters in before an entity. */
  public void insertChars(int entity, char[] from, int offset, int count) {
    int at = begin(entity);
    room(count);
    moveGap(at);
    System.arraycopy(from, offset, chars, at, count);
    if (tags.length > 0) {
      Arrays.fill(tags, at, at + count, 0);
    }
    gapStart += count;
  }

  /** Puts characters of a style in before an entity. */
  public void insertChars(int entity, char[] from, int offset, int count, Style style) {
    insertChars(entity, from, offset, count);
    if (tags.length == 0) {
      tags = new int[chars.length];
    }
    addStyle(style);
    Arrays.fill(tags, gapStart - count, gapStart, styles.size());
  }

  /** The same for a string, in a text that {@link #isPlain}. */
  public void insertPlain(int at, String text) {
    int count = text.length();
    room(count);
    moveGap(at);
    text.getChars(0, count, chars, at);
    gapStart += count;
  }

  /** Takes characters out. */
  public void delete(int entity, int count) {
    int at = begin(entity);
    if (at + count == gapStart) {
      gapStart = at;
      return;
    }
    moveGap(at);
    gapEnd += count;
  }

  /** Puts the first boundary of a mark in before an entity and returns the mark's number. */
  public int insertStart(int entity, Mark mark) {
    addMark(mark);
    insertBoundary(entity, 2 * (marks.size() - 1));
    return marks.size() - 1;
  }

  /** Puts the second boundary of a mark in before an entity. */
  public void insertEnd(int entity, int mark) {
    insertBoundary(entity, 2 * mark + 1);
  }

  private void insertBoundary(int entity, int mark) {
    int before = boundaries.before(entity, length());
    insertBoundary(before, entity - before, mark);
  }

  private int begin(int entity) {
    if (boundaries.size() == 0) {
      return entity;
    }
    int before = boundaries.before(entity, length());
    boundaries.editAt(before, length());
    return entity - before;
  }

  private void moveGap(int at) {
    int moved = at < gapStart ? gapStart - at : at - gapStart;
    if (at < gapStart) {
      System.arraycopy(chars, at, chars, gapEnd - moved, moved);
      if (tags.length > 0) {
        System.arraycopy(tags, at, tags, gapEnd - moved, moved);
      }
      gapEnd -= moved;
    } else if (at > gapStart) {
      System.arraycopy(chars, gapEnd, chars, gapStart, moved);
      if (tags.length > 0) {
        System.arraycopy(tags, gapEnd, tags, gapStart, moved);
      }
      gapEnd += moved;
    }
    gapStart = at;
  }

  private void room(int more) {
    if (gapEnd - gapStart >= more) {
      return;
    }
    int length = length();
    int capacity = Math.max(Math.addExact(length, more), length + (length >> 2)) + 16;
    int upper = chars.length - gapEnd;
    char[] grown = Arrays.copyOf(chars, capacity);
    System.arraycopy(chars, gapEnd, grown, capacity - upper, upper);
    if (tags.length > 0) {
      int[] grownTags = Arrays.copyOf(tags, capacity);
      System.arraycopy(tags, gapEnd, grownTags, capacity - upper, upper);
      tags = grownTags;
    }
    chars = grown;
    gapEnd = capacity - upper;
  }
}

package atoll.crdt.text;

import atoll.crdt.Expand;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.Value;
import atoll.crdt.codec.CharSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one text as they were made, in run-length columns: what, where (in entities), how many, from which
 * local version on. Each entity that an operation concerns uses one lv. Append only, but for {@link #truncate}.
 */
public final class TextLog {
  /** Entities put in, each after the one before. */
  public static final byte INSERT = 0;
  /** Entities taken out, each at the same position. */
  public static final byte DELETE = 1;
  /** Entities taken out, each at the position before the last: a series of backspaces. */
  public static final byte BACKSPACE = 2;
  /** Characters with attributes of their own. */
  public static final byte STYLED = 3;
  /** The first boundary of a mark. */
  public static final byte MARK_START = 4;
  /** The second boundary of a mark; its run follows that of the first. */
  public static final byte MARK_END = 5;

  private static final int FIRST_RUNS = 4;
  private static final int[] NO_INTS = {};
  private static final byte[] NO_KINDS = {};
  private static final char[] NO_CHARS = {};

  // Nothing at first: a document may have many texts whose history nobody reads.
  private int[] lvs = NO_INTS;
  private int[] positions = NO_INTS;
  private int[] lengths = NO_INTS;
  private int[] contents = NO_INTS;
  private byte[] kinds = NO_KINDS;
  private int runs;
  /** The run that was looked for last: mostly the next one is the same or follows it. */
  private int near;

  private char[] chars = NO_CHARS;
  private int charCount;
  private int[] styledRuns = NO_INTS;
  /** The lv of the operation that each style came with: the first of its run, unless that was trimmed. */
  private int[] styleLvs = NO_INTS;

  private final ArrayList<SortedMap<String, Value>> styles = new ArrayList<>(0);
  private final ArrayList<Mark> marks = new ArrayList<>(0);

  public int runs() {
    return runs;
  }

  public int lv(int run) {
    return lvs[run];
  }

  public int end(int run) {
    return lvs[run] + lengths[run];
  }

  public byte kind(int run) {
    return kinds[run];
  }

  /** Where the run's first entity is put or taken. */
  public int position(int run) {
    return positions[run];
  }

  public int length(int run) {
    return lengths[run];
  }

  /** Whether the run puts entities in. */
  public boolean inserts(int run) {
    return kinds[run] != DELETE && kinds[run] != BACKSPACE;
  }

  public boolean isBoundary(int run) {
    return kinds[run] >= MARK_START;
  }

  /** The number of the style of a styled run. */
  public int style(int run) {
    return styleOf(run);
  }

  /**
   * Where an entity goes among others that were put in at the same place at the same time, before ids decide: the end of a
   * mark that does not grow, then characters, then starts and the ends of marks that grow (Peritext, section 3.3).
   */
  int rank(int lv) {
    int run = runAfter(lv);
    if (!isBoundary(run)) {
      return 1;
    }
    return kinds[run] == MARK_END && mark(run).expand() == Expand.NONE ? 0 : 2;
  }

  public Mark mark(int run) {
    return marks.get(contents[run]);
  }

  public int markNumber(int run) {
    return contents[run];
  }

  public int marks() {
    return marks.size();
  }

  /** The first run that ends after {@code lv}; {@link #runs()} if none does. */
  public int runAfter(int lv) {
    if (runs == 0 || end(runs - 1) <= lv) {
      return runs;
    }
    int known = near;
    if (known >= runs || lvs[known] > lv) {
      known = runBefore(lv);
    } else if (known + 1 < runs && end(known) <= lv) {
      known = end(known + 1) > lv ? known + 1 : runBefore(lv);
    }
    if (known < 0) {
      return 0;
    }
    near = known;
    return end(known) > lv ? known : known + 1;
  }

  /** The last run that does not begin after {@code lv}, or -1. */
  private int runBefore(int lv) {
    int found = Arrays.binarySearch(lvs, 0, runs, lv);
    return found >= 0 ? found : -found - 2;
  }

  /** Characters of an inserting run, from {@code offset} in it on. */
  public String chars(int run, int offset, int count) {
    return new String(chars, contents[run] + offset, count);
  }

  /** Where in {@link #buffer()} the characters of an inserting run begin. */
  public int content(int run) {
    return contents[run];
  }

  /** All inserted characters; not to be changed, and another one after the next append. */
  public char[] buffer() {
    return chars;
  }

  public int charCount() {
    return charCount;
  }

  public SortedMap<String, Value> attributes(int run) {
    return styles.get(style(run));
  }

  /** The lv of the operation that put in a styled run; the run may be what is left of it. */
  public int styleLv(int run) {
    return styleLvs[style(run)];
  }

  public void insert(int lv, int at, String text) {
    int length = text.length();
    int last = runs - 1;
    room(length);
    text.getChars(0, length, chars, charCount);
    if (last >= 0
        && kinds[last] == INSERT
        && end(last) == lv
        && positions[last] + lengths[last] == at) {
      lengths[last] += length;
    } else {
      add(lv, at, length, charCount, INSERT);
    }
    charCount += length;
  }

  public void insert(int lv, int at, String text, SortedMap<String, Value> attributes) {
    if (attributes.isEmpty()) {
      insert(lv, at, text);
      return;
    }
    addStyle(attributes, lv);
    room(text.length());
    text.getChars(0, text.length(), chars, charCount);
    add(lv, at, text.length(), charCount, STYLED);
    charCount += text.length();
  }

  public void delete(int lv, int at, int count) {
    int last = runs - 1;
    if (last >= 0 && end(last) == lv) {
      if (kinds[last] == DELETE && positions[last] == at) {
        lengths[last] += count;
        return;
      }
      boolean single = kinds[last] == DELETE && lengths[last] == 1 || kinds[last] == BACKSPACE;
      if (count == 1 && single && at == positions[last] - lengths[last]) {
        kinds[last] = BACKSPACE;
        lengths[last]++;
        return;
      }
    }
    add(lv, at, count, 0, DELETE);
  }

  /** Adds both boundaries; {@code to} does not count the first. */
  public void mark(int lv, int from, int to, Mark mark) {
    add(lv, from, 1, marks.size(), MARK_START);
    add(lv + 1, to + 1, 1, marks.size(), MARK_END);
    marks.add(mark);
  }

  private void add(int lv, int at, int length, int content, byte kind) {
    if (runs == lvs.length) {
      resize(runs + Room.more(runs) + FIRST_RUNS);
    }
    lvs[runs] = lv;
    positions[runs] = at;
    lengths[runs] = length;
    contents[runs] = content;
    kinds[runs++] = kind;
  }

  /** Makes room for the runs, marks and styles of a log that has none. */
  void reserve(int allRuns, int allMarks, int allStyles) {
    resize(allRuns);
    marks.ensureCapacity(allMarks);
    styles.ensureCapacity(allStyles);
    styledRuns = new int[allStyles];
    styleLvs = new int[allStyles];
  }

  private void resize(int capacity) {
    lvs = Arrays.copyOf(lvs, capacity);
    positions = Arrays.copyOf(positions, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    contents = Arrays.copyOf(contents, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
  }

  /** Gives back the room that was not needed for what was read. */
  void trim() {
    if (runs < lvs.length) {
      resize(runs);
    }
    if (charCount < chars.length) {
      chars = Arrays.copyOf(chars, charCount);
    }
  }

  private void room(int more) {
    if (chars.length - charCount < more) {
      chars = Arrays.copyOf(
          chars, Math.max(Math.addExact(charCount, more), charCount + (charCount >> 1)));
    }
  }

  private int styleOf(int run) {
    return Arrays.binarySearch(styledRuns, 0, styles.size(), run);
  }

  /** Appends a run as it was; there is no room for its characters yet. */
  void restore(
      int lv,
      int at,
      int length,
      byte kind,
      @Nullable Mark mark,
      @Nullable SortedMap<String, Value> style,
      int styleLv) {
    if (mark != null) {
      marks.add(mark);
    }
    if (style != null) {
      addStyle(style, styleLv);
    }
    boolean hasChars = kind == INSERT || kind == STYLED;
    add(lv, at, length, kind >= MARK_START ? marks.size() - 1 : charCount, kind);
    charCount += hasChars ? length : 0;
  }

  /** Appends all that another log has, which comes after all of this. */
  void appendAll(TextLog later) {
    for (int run = 0; run < later.runs; run++) {
      append(later, run, 0, later.lengths[run], later.positions[run]);
    }
  }

  /** Appends a part of another log's run, as one that is at {@code position}. */
  void append(TextLog from, int run, int offset, int length, int position) {
    byte kind = from.kinds[run];
    boolean hasChars = kind == INSERT || kind == STYLED;
    if (hasChars) {
      room(length);
    }
    restore(
        from.lvs[run] + offset,
        position,
        length,
        length == 1 && kind == BACKSPACE ? DELETE : kind,
        kind == MARK_START ? from.mark(run) : null,
        kind == STYLED ? from.attributes(run) : null,
        kind == STYLED ? from.styleLv(run) : 0);
    if (hasChars) {
      System.arraycopy(from.chars, from.contents[run] + offset, chars, charCount - length, length);
    }
  }

  /** Makes room for the characters of the runs that were restored: so many, and as many there must be. */
  void roomForChars(int count) throws RejectedException {
    if (count != charCount) {
      throw new RejectedException(
          Reason.MALFORMED, count + " characters where the history says " + charCount);
    }
    chars = new char[count];
  }

  /** Whether entities in a row are characters without attributes of their own, none of which is half of a pair. */
  boolean isPlain(int lv, int count) {
    int end = lv + count;
    for (int from = lv; from < end; ) {
      int run = runAfter(from);
      int part = Math.min(end, end(run)) - from;
      if (kinds[run] != INSERT) {
        return false;
      }
      int content = contents[run] + from - lvs[run];
      for (int at = content; at < content + part; at++) {
        if (Character.isSurrogate(chars[at])) {
          return false;
        }
      }
      from += part;
    }
    return true;
  }

  /** Copies the characters of entities in a row, all of which are characters. */
  void copyTo(char[] to, int index, int lv, int count) {
    int end = lv + count;
    for (int from = lv; from < end; ) {
      int run = runAfter(from);
      int part = Math.min(end, end(run)) - from;
      System.arraycopy(chars, contents[run] + from - lvs[run], to, index + from - lv, part);
      from += part;
    }
  }

  /** Takes characters of entities in a row from {@code from}. */
  void fill(int lv, int count, CharSource from) throws RejectedException {
    int end = lv + count;
    for (int at = lv; at < end; ) {
      int run = runAfter(at);
      int part = Math.min(end, end(run)) - at;
      if (!isBoundary(run)) {
        from.take(part, chars, contents[run] + at - lvs[run]);
      }
      at += part;
    }
  }

  /** Appends the characters of entities in a row. */
  void appendTo(StringBuilder out, int lv, int count) {
    int end = lv + count;
    for (int from = lv; from < end; ) {
      int run = runAfter(from);
      int part = Math.min(end, end(run)) - from;
      if (!isBoundary(run)) {
        out.append(chars, contents[run] + from - lvs[run], part);
      }
      from += part;
    }
  }

  private void addStyle(SortedMap<String, Value> attributes, int lv) {
    if (styles.size() == styledRuns.length) {
      int capacity = styles.size() * 2 + 4;
      styleLvs = Arrays.copyOf(styleLvs, capacity);
      styledRuns = Arrays.copyOf(styledRuns, capacity);
    }
    styledRuns[styles.size()] = runs;
    styleLvs[styles.size()] = lv;
    styles.add(attributes);
  }

  /** Forgets everything from {@code lv} on. */
  public void truncate(int lv) {
    while (runs > 0 && end(runs - 1) > lv) {
      int last = runs - 1;
      int keep = Math.max(0, lv - lvs[last]);
      switch (kinds[last]) {
        case INSERT, STYLED -> charCount = contents[last] + keep;
        case MARK_START -> {
          while (marks.size() > contents[last]) {
            marks.removeLast();
          }
        }
        default -> {}
      }
      if (keep > 0) {
        lengths[last] = keep;
        kinds[last] = keep == 1 && kinds[last] == BACKSPACE ? DELETE : kinds[last];
      } else {
        runs--;
      }
    }
    while (!styles.isEmpty() && styledRuns[styles.size() - 1] >= runs) {
      styles.removeLast();
    }
  }
}

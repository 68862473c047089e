package atoll.crdt.tree;

import org.jspecify.annotations.Nullable;

/** Keys between keys: fractions to the base 95 whose digits are the printable ASCII characters, without a zero at the end. */
final class Position {
  private static final int ZERO = ' ';
  private static final int BASE = 95;

  private Position() {}

  /** A key greater than {@code low} (empty: the least) and less than {@code high} (null: nothing is above). */
  static String between(String low, @Nullable String high) {
    StringBuilder out = new StringBuilder();
    boolean bounded = high != null;
    for (int i = 0; ; i++) {
      int l = i < low.length() ? low.charAt(i) - ZERO : 0;
      int h = bounded && high != null && i < high.length() ? high.charAt(i) - ZERO : BASE;
      if (h - l > 1) {
        int step = bounded ? (h - l) / 2 : 1;
        return out.append((char) (ZERO + l + step)).toString();
      }
      out.append((char) (ZERO + l));
      bounded = bounded && h == l;
    }
  }
}

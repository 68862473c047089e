package atoll.crdt.text;

/**
 * Many edits of a plain text done in one go over it. One after the other, each would move what lies between it and the one
 * before, which is a third of the text where they are scattered.
 */
final class AtOnce {
  /** With fewer edits it is not worth the look at all characters. */
  private static final int MANY = 32;

  private AtOnce() {}

  /**
   * Whether it may be done so: many edits, all of them within the text, and nothing anywhere that one of them could tear
   * apart or be a part of.
   */
  static boolean suits(Edits edits, TextState before, TextLog log) {
    return edits.size() >= MANY
        && before.isPlain()
        && isWithin(edits, before.length())
        && arePlain(edits, log)
        && !before.hasSurrogate();
  }

  private static boolean isWithin(Edits edits, int lengthBefore) {
    int length = lengthBefore;
    for (int i = 0; i < edits.size(); i++) {
      int taken = edits.isDelete(i) ? edits.count(i) : 0;
      if (edits.position(i) < 0 || edits.position(i) > length - taken) {
        return false;
      }
      length += edits.isDelete(i) ? -taken : edits.count(i);
    }
    return true;
  }

  private static boolean arePlain(Edits edits, TextLog log) {
    for (int i = 0; i < edits.size(); i++) {
      if (!edits.isDelete(i) && !log.isPlain(edits.lv(i), edits.count(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text that the edits come to. */
  static TextState of(TextState before, Alignment alignment, TextLog log) {
    char[] chars = new char[alignment.length()];
    alignment.forEachLeft(new Alignment.Left() {
      private int at;

      @Override
      public void keep(int index, int count) {
        before.copyTo(chars, at, index, count);
        at += count;
      }

      @Override
      public void put(int lv, int count) {
        log.copyTo(chars, at, lv, count);
        at += count;
      }
    });
    return new TextState(chars);
  }
}

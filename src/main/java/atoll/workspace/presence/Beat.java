package atoll.workspace.presence;

import atoll.crdt.Anchor;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.DocumentId;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance tells the others of its person right now.
 *
 * @param replica the instance's replica id in this workspace
 * @param name the person's name; comes from outside, never trusted as markup
 * @param carets one for each tab that has a page open with a caret in it
 */
record Beat(ReplicaId replica, String name, List<Caret> carets) {
  /** UTF-16 code units of a name at the most. */
  static final int MOST_NAME = 100;

  private static final int FORMAT = 1;
  private static final int MOST_CARETS = 50;
  private static final int MOST_ANCHOR_BYTES = 2_000;

  /**
   * A caret or a selection.
   *
   * @param tab tells the tabs of one instance apart
   * @param anchor the end that stays when the selection is drawn out
   * @param head the end that moves; the same as the anchor for a caret
   */
  record Caret(int tab, DocumentId page, Anchor anchor, Anchor head) {}

  Beat {
    carets = List.copyOf(carets);
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter().u8(FORMAT).i64(replica.value()).string(name);
    List<Caret> some = carets.subList(0, Math.min(carets.size(), MOST_CARETS));
    out.varint(some.size());
    for (Caret caret : some) {
      out.varint(caret.tab()).string(caret.page().value());
      out.blob(caret.anchor().toBytes()).blob(caret.head().toBytes());
    }
    return out.toBytes();
  }

  /** @throws RejectedException if the bytes are not what {@link #toBytes()} writes */
  static Beat parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    if (in.u8() != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "a presence of another format");
    }
    ReplicaId replica = new ReplicaId(in.i64());
    String name = in.string(4 * MOST_NAME);
    int count = in.count(MOST_CARETS);
    List<Caret> carets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int tab = in.count(Integer.MAX_VALUE);
      DocumentId page = page(in.string(DocumentId.MOST_CHARACTERS));
      Anchor anchor = Anchor.parse(in.blob(MOST_ANCHOR_BYTES));
      carets.add(new Caret(tab, page, anchor, Anchor.parse(in.blob(MOST_ANCHOR_BYTES))));
    }
    in.end();
    return new Beat(replica, name, carets);
  }

  private static DocumentId page(String text) throws RejectedException {
    try {
      return new DocumentId(text);
    } catch (IllegalArgumentException e) {
      throw new RejectedException(Reason.MALFORMED, "the id of a page");
    }
  }
}

package atoll.sync.protocol;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of the ledger: the sender's own, or all that it knows of, to somebody who came.
 *
 * @param words at most {@link #MOST}
 */
public record Words(List<Word> words) implements Message {
  /** Words that a message may hold, and that a device keeps. */
  public static final int MOST = 1024;

  public Words {
    words = List.copyOf(words);
  }

  /** Reads what {@link #write} wrote. */
  public static Words read(ByteReader in) throws RejectedException {
    int size = in.count(Math.min(MOST, in.left()));
    List<Word> words = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      words.add(Word.read(in));
    }
    return new Words(words);
  }

  @Override
  public void write(ByteWriter out) {
    out.varint(words.size());
    words.forEach(word -> word.write(out));
  }
}

package atoll.crdt.codec;

import atoll.crdt.ContainerId;
import atoll.crdt.Limits;
import atoll.crdt.OpId;
import atoll.crdt.RejectedException;
import java.util.SplittableRandom;

/**
 * Hashes of containers, the same for one as for its bytes. Each process has its own, so that nobody can choose names that
 * meet: many of these would make finding one cost a line instead of a step.
 */
public final class ContainerHash {
  private static final SplittableRandom RANDOM = new SplittableRandom();
  private static final long BEGIN = RANDOM.nextLong();
  private static final long FACTOR = RANDOM.nextLong() | 1;

  private ContainerHash() {}

  public static int of(ContainerId id) {
    switch (id) {
      case ContainerId.Root root -> {
        long hash = begin(IdCodec.head(root));
        String name = root.name();
        for (int i = 0; i < name.length(); i++) {
          hash = mix(hash, name.charAt(i));
        }
        return end(hash);
      }
      case ContainerId.Nested nested -> {
        OpId maker = nested.maker();
        return end(mix(mix(begin(IdCodec.head(nested)), maker.replica().value()), maker.counter()));
      }
    }
  }

  /**
   * Passes over a container as {@link IdCodec#readContainer} reads it, and makes nothing if its name is ASCII.
   *
   * @throws RejectedException where that would
   */
  public static int pass(ByteReader in) throws RejectedException {
    int head = IdCodec.readHead(in);
    long hash = begin(head);
    if (IdCodec.isNested(head)) {
      hash = mix(hash, in.i64());
      return end(mix(hash, IdCodec.counter(in)));
    }
    int length = in.count(Limits.NAME_BYTES);
    if (in.isAscii(length)) {
      for (int i = 0; i < length; i++) {
        hash = mix(hash, in.u8());
      }
    } else {
      String name = in.utf8(length);
      for (int i = 0; i < name.length(); i++) {
        hash = mix(hash, name.charAt(i));
      }
    }
    return end(hash);
  }

  private static long begin(int head) {
    return mix(BEGIN, head);
  }

  private static long mix(long hash, long value) {
    long mixed = hash ^ value;
    return mixed * FACTOR ^ Math.multiplyHigh(mixed, FACTOR);
  }

  private static int end(long hash) {
    return (int) (hash ^ hash >>> Integer.SIZE);
  }
}

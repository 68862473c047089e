package atoll.crdt.history;

import atoll.crdt.ContainerId;
import atoll.crdt.Op;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ContainerReader;
import atoll.crdt.codec.OpCodec;

/**
 * Reads the operations that are not on texts. The index says what each is about, so that thousands about one container share
 * it; what an operation says itself counts.
 */
final class OthersReader implements ContainerReader {
  private final History history;
  private int lv;

  private OthersReader(History history) {
    this.history = history;
  }

  static OpStore read(ByteReader part, History history) throws RejectedException {
    return new OthersReader(history).read(part, part.count(part.left()));
  }

  private OpStore read(ByteReader part, int count) throws RejectedException {
    OpStore store = new OpStore();
    for (int i = 0; i < count; i++) {
      lv += part.count(history.graph.size() - lv - 1);
      Op op = OpCodec.read(part, history.graph.id(lv).replica(), this);
      if (i > 0 && lv <= store.lv(i - 1)) {
        throw new RejectedException(Reason.MALFORMED, "operations are not in order");
      }
      store.append(lv, op);
    }
    part.end();
    return store;
  }

  @Override
  public ContainerId read(ByteReader in) throws RejectedException {
    return history.names.readOne(in, (int) history.containers.get(lv));
  }
}

package atoll.crdt.codec;

import atoll.crdt.ContainerId;
import atoll.crdt.RejectedException;

/** Reads containers, of which somebody may know the next one already. */
@FunctionalInterface
public interface ContainerReader {
  /** @throws RejectedException as {@link IdCodec#readContainer} */
  ContainerId read(ByteReader in) throws RejectedException;
}

package atoll.crdt.structure;

import atoll.crdt.Patch;
import atoll.crdt.RejectedException;
import java.util.List;
import java.util.Optional;

/** The state of one container that is not a text. For one thread. */
public interface Structure {
  /**
   * Works out what the entries would do; the state stays as it is.
   *
   * @param entries in an order in which each follows what is in its causal past
   * @throws RejectedException if one of them means something that is not in its causal past
   */
  Staged stage(List<Entry> entries, Ancestry ancestry) throws RejectedException;

  /** A state of its own with the same content; costs nothing. */
  Structure copy();

  /**
   * Fewer operations that come to the same and with which everything that follows them still merges.
   *
   * @param all what this state comes from, each after what is in its causal past
   */
  List<Entry> reduced(List<Entry> all);

  /** What views have to change to get from this to {@code later}, if anything; costs what differs if one came from the other. */
  Optional<Patch> diff(Structure later);
}

package atoll.crdt.structure;

import atoll.crdt.Op;
import atoll.crdt.OpId;

/**
 * An operation with its place among all.
 *
 * @param id of the first counter that it uses
 * @param lamport greater than that of everything in its causal past; a following counter of the same operation has one more
 */
public record Entry(OpId id, long lamport, Op op) {
  public Stamp stamp() {
    return new Stamp(lamport, id);
  }
}

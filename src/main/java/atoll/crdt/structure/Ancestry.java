package atoll.crdt.structure;

import atoll.crdt.OpId;

/** What happened before what. */
@FunctionalInterface
public interface Ancestry {
  /** Whether {@code earlier} is known and in the causal past of {@code later}, or is the same. */
  boolean precedes(OpId earlier, OpId later);
}

package atoll.crdt.tree;

import atoll.crdt.OpId;
import atoll.crdt.structure.Ranked;
import atoll.crdt.structure.Trie;

/** What hangs below one node. */
record Siblings(OpId key, Ranked<Node> nodes) implements Trie.Keyed<OpId> {
  static final Ranked<Node> NONE = Ranked.empty(Node.ORDER);
}

package atoll.crdt;

/** What a container holds. The order of the constants is part of the formats. */
public enum Kind {
  /** Characters in order, with attributes. */
  TEXT,
  /** Values by name. */
  MAP,
  /** Values in order, which can be moved. */
  LIST,
  /** Nodes below nodes, in order, which can be moved. */
  TREE,
  /** A sum. */
  COUNTER
}

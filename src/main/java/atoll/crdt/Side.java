package atoll.crdt;

/** One of the two sides of something in a sequence. The order of the constants is part of the formats. */
public enum Side {
  /** What comes before in the sequence. */
  LEFT,
  /** What comes after in the sequence. */
  RIGHT
}

package atoll.crdt;

/** Whether a mark takes in what is typed directly after it. The order of the constants is part of the formats. */
public enum Expand {
  /** Grows at its end, as bold does. */
  END,
  /** Never grows, as a link. */
  NONE
}

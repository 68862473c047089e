package atoll.crdt.text;

/** How much room an array that grows is given beside what is in it. */
final class Room {
  /** From so many on what is kept for others is worth another copy of them. */
  private static final int MANY = 1 << 16;

  private Room() {}

  static boolean isMany(int used) {
    return used >= MANY;
  }

  /** For how many more there is to be room when all is used: half as many, and of many a quarter. */
  static int more(int used) {
    return isMany(used) ? used >> 2 : used >> 1;
  }
}

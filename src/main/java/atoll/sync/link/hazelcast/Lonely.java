package atoll.sync.link.hazelcast;

/**
 * Tells by regular looks when a member has lost a cluster that is there: when parted clusters become one again, some members may
 * be left out, and find the others after two rounds of five seconds only, where a new start takes less than one. For one thread.
 */
final class Lonely {
  /** Clusters that are parted become one within one look, as a rule. */
  private static final int LOOKS = 2;

  private boolean hadPeers;
  private int alone;

  /**
   * To be asked at each look.
   *
   * @param hasPeers whether the member has others in its cluster
   * @param areOthersThere whether some of the others answer
   * @return once after each loss, when others have been there for a while in vain; never before anybody was met, since those may
   *     be starting
   */
  boolean isLost(boolean hasPeers, boolean areOthersThere) {
    hadPeers |= hasPeers;
    alone = hadPeers && !hasPeers && areOthersThere ? alone + 1 : 0;
    if (alone <= LOOKS) {
      return false;
    }
    hadPeers = false;
    return true;
  }
}

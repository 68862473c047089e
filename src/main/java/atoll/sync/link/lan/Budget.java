package atoll.sync.link.lan;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How much is listened to in a second, of all and of one sender: the rest of a flood is dropped unread. For any thread. */
final class Budget {
  static final int MOST_A_SECOND = 64;
  static final int MOST_OF_ONE = 8;

  private static final long SECOND_MILLIS = 1_000;

  private final Map<InetAddress, Integer> senders = new HashMap<>();
  private long since;
  private int all;

  /** Whether one more of that sender is listened to. */
  synchronized boolean takes(InetAddress sender, long millis) {
    if (millis - since >= SECOND_MILLIS) {
      since = millis;
      all = 0;
      senders.clear();
    }
    if (all >= MOST_A_SECOND || senders.getOrDefault(sender, 0) >= MOST_OF_ONE) {
      return false;
    }
    all++;
    senders.merge(sender, 1, Integer::sum);
    return true;
  }
}

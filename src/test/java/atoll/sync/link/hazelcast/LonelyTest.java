package atoll.sync.link.hazelcast;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LonelyTest {
  private final Lonely lonely = new Lonely();

  @Test
  void othersThereForThreeLooksWithoutAnyPeer_isLostOnce() {
    look(true, true, false);
    look(false, true, false);
    look(false, true, false);
    look(false, true, true);
    for (int i = 0; i < 10; i++) {
      look(false, true, false);
    }
  }

  @Test
  void nobodyThereOrAPeerBetween_beginsAnew() {
    look(true, true, false);
    look(false, true, false);
    look(false, true, false);
    look(false, false, false);
    look(false, true, false);
    look(true, true, false);
    look(false, true, false);
    look(false, true, false);
    look(false, true, true);
  }

  @Test
  void nobodyMetYet_isNotLost() {
    for (int i = 0; i < 10; i++) {
      look(false, true, false);
    }
  }

  private void look(boolean hasPeers, boolean areOthersThere, boolean isLost) {
    if (isLost) {
      assertTrue(lonely.isLost(hasPeers, areOthersThere));
    } else {
      assertFalse(lonely.isLost(hasPeers, areOthersThere));
    }
  }
}

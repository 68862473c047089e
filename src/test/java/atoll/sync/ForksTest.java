package atoll.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.ReplicaId;
import atoll.sync.link.PeerId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForksTest {
  private static final ReplicaId LOG = new ReplicaId(7);
  private static final PeerId HERE = new PeerId(1, 1);
  private static final PeerId GONE = new PeerId(2, 2);

  private final Forks forks = new Forks();

  /** Its entry waited for others, or was on its way. The log would stand still until others come or go. */
  @Test
  void witnessThatHasGone_setsNoLogAside() {
    forks.retain(Set.of(HERE, GONE));
    forks.retain(Set.of(HERE));
    assertFalse(forks.differs(LOG, 7, false, GONE));
    assertEquals(List.of(), forks.all());
    assertTrue(forks.differs(LOG, 7, false, HERE));
    assertTrue(forks.isForked(LOG));

    forks.retain(Set.of());
    assertFalse(forks.isForked(LOG));
  }
}

package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.memory.MemoryStore;
import org.junit.jupiter.api.Test;

/** Who is said to hold what. */
class HoldingsTest extends Team {
  @Test
  void justWritten_isLackedByWhoIsAway() throws Exception {
    Instance bo = instance("Bo", new MemoryStore());
    join(bo, "editor");
    await(() -> home.holdings().getFirst().lacks() == 0);
    bo.close();
    await(() -> home.sync().peers() == 0);

    write(home, "News. ");
    assertTrue(home.holdings().getFirst().lacks() > 0, home.holdings()::toString);
  }
}

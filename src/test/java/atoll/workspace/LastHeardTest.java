package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import atoll.crypto.SecretKeys;
import atoll.store.memory.MemoryStore;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When the others were last heard, after a restart with none of them there. */
class LastHeardTest extends Team {
  @Test
  void restart_keepsWhenTheOthersWereHeardAndWhatTheyHeld() throws Exception {
    MemoryStore store = new MemoryStore();
    SecretKeys device = SecretKeys.generate(new Random(77));
    Instance near = instance("Bo", store, device);
    Workspace joined = join(near, "editor");
    String adas = home.people().all().stream()
        .filter(person -> person.name().equals("Ada"))
        .findFirst()
        .orElseThrow()
        .devices()
        .getFirst()
        .id();
    await(() -> joined.holdings().stream()
        .anyMatch(each -> each.device().equals(adas) && each.saidAt().isPresent()));
    ada.close();
    near.close();
    Optional<Instant> before = joined.lastHeard(adas);
    Holding held = joined.holdings().getFirst();

    Instance again = instance("Bo", store, device);
    again.meetOthers();
    Workspace alone = again.workspaces().getFirst();
    await(() -> alone.lastHeard(adas).isPresent());
    assertEquals(before, alone.lastHeard(adas));
    assertEquals(held, alone.holdings().getFirst());
  }
}

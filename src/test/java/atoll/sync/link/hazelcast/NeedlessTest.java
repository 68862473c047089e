package atoll.sync.link.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.Waiting;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.sync.link.PeerId;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class NeedlessTest {
  private static final long PATIENCE_SECONDS = 20;

  /** The look for futures, and what is measured of the network and of the collector. */
  private static final int LEAST_TASKS = 3;

  @Test
  void memberThatMeasuresItself_doesSoNoMore() {
    HazelcastOptions options =
        new HazelcastOptions(new WorkspaceId(Hash.of(new byte[] {9})), 0, List.of());
    HazelcastInstance member = Hazelcast.newHazelcastInstance(
        MemberConfig.of(options, Ports.free(), List.of(), new PeerId(3, 4)));
    try {
      assertTrue(await(() -> Needless.tasks(member).size() >= LEAST_TASKS), "there is less to end");
      assertTrue(await(() -> {
        Needless.end(member);
        return Needless.tasks(member).isEmpty();
      }));
      member.getTopic("all").publish(new byte[] {1});
      assertEquals(1, member.getCluster().getMembers().size());
    } finally {
      member.shutdown();
    }
  }

  /** A task is in no queue while it takes place. */
  private static boolean await(BooleanSupplier condition) {
    return Waiting.until(condition, PATIENCE_SECONDS);
  }
}

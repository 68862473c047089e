package atoll.sync.link.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.metrics.impl.MetricsRegistryImpl;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.executionservice.impl.ExecutionServiceImpl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Ends what a member does again and again for nobody, and for which it has no switch: ten times a second it looks whether
 * futures are done that maps, jobs and its management would register, and every second it measures itself, although nobody
 * asks for its metrics. That is more than half of what an idle member does.
 */
final class Needless {
  private static final Logger LOG = System.getLogger(Needless.class.getName());

  /** A task shows itself in its text alone. */
  private static final String LOOK = "CompletableFutureTask";

  private Needless() {}

  /** Once the member is up, and again when its network began anew. What takes place at this very moment may be missed. */
  static void end(HazelcastInstance member) {
    try {
      tasks(member).forEach(task -> task.cancel(false));
    } catch (HazelcastInstanceNotActiveException e) {
      LOG.log(Level.DEBUG, "the member ended itself", e);
    }
  }

  /** Those that wait for their turn; fewer if the member is another one than is known here. */
  static List<Future<?>> tasks(HazelcastInstance member) {
    List<Future<?>> tasks = new ArrayList<>();
    if (member instanceof HazelcastInstanceProxy proxy) {
      NodeEngineImpl engine = proxy.getOriginal().node.getNodeEngine();
      if (engine.getExecutionService() instanceof ExecutionServiceImpl service) {
        add(service.getScheduledExecutorService().getQueue(), LOOK, tasks);
      }
      add(measuring(engine), "", tasks);
    }
    return tasks;
  }

  private static Collection<Runnable> measuring(NodeEngineImpl engine) {
    try {
      Field scheduler = MetricsRegistryImpl.class.getDeclaredField("scheduler");
      scheduler.setAccessible(true);
      return scheduler.get(engine.getMetricsRegistry())
              instanceof ScheduledThreadPoolExecutor executor
          ? executor.getQueue()
          : List.of();
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "a member measures itself", e);
      return List.of();
    }
  }

  private static void add(Collection<Runnable> queue, String name, List<Future<?>> tasks) {
    for (Runnable each : queue) {
      if (each instanceof Future<?> task
          && !task.isCancelled()
          && each.toString().contains(name)) {
        tasks.add(task);
      }
    }
  }
}

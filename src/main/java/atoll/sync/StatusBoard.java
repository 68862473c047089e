package atoll.sync;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest status and those who want to hear of it. For any thread; consumers are called on the session's. */
final class StatusBoard {
  private final List<Consumer<SyncStatus>> consumers = new CopyOnWriteArrayList<>();
  private volatile SyncStatus status = SyncStatus.BEGIN;

  SyncStatus status() {
    return status;
  }

  Subscription subscribe(Consumer<SyncStatus> consumer) {
    consumers.add(consumer);
    return () -> consumers.remove(consumer);
  }

  /** Tells everybody if anything is new. */
  void publish(SyncStatus now) {
    if (!now.equals(status)) {
      status = now;
      consumers.forEach(consumer -> consumer.accept(now));
    }
  }
}

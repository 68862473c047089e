package atoll.workspace;

import atoll.store.Clock;
import atoll.store.LogRange;
import atoll.store.WorkspaceStore;
import atoll.sync.SyncStatus;
import atoll.sync.protocol.Room;
import atoll.workspace.funnel.Listeners;
import atoll.workspace.people.People;
import atoll.workspace.people.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Who holds what of one workspace, by what the devices say themselves. For any thread. */
final class Holdings {
  private final WorkspaceStore store;
  private final People people;
  private final Supplier<SyncStatus> status;
  private final Listeners<List<Holding>> listeners = new Listeners<>();
  private volatile List<Holding> told = List.of();

  Holdings(WorkspaceStore store, People people, Supplier<SyncStatus> status) {
    this.store = store;
    this.people = people;
    this.status = status;
  }

  /** Every other device that belongs, by person and name, then the relays. */
  List<Holding> all() {
    // What was just written is not in the status yet, which comes a moment later.
    Clock here = store.clock();
    List<Holding> all = new ArrayList<>();
    for (Person person : people.all()) {
      for (Person.Device device : person.devices()) {
        if (!device.isSelf()) {
          all.add(holding(device, Optional.of(person.name()), here));
        }
      }
    }
    people.relays().forEach(relay -> all.add(holding(relay, Optional.empty(), here)));
    return all;
  }

  private Holding holding(Person.Device device, Optional<String> person, Clock here) {
    Optional<SyncStatus.Device> word = said(device.id());
    Clock held = word.map(SyncStatus.Device::holds).orElse(Clock.EMPTY);
    return new Holding(
        device.id(),
        device.name(),
        person,
        entries(held),
        held.missingFrom(here).stream().mapToLong(LogRange::size).sum(),
        word.map(each -> Instant.ofEpochMilli(each.saidAt())),
        word.flatMap(SyncStatus.Device::quota)
            .filter(Room.Quota::full)
            .map(quota -> OptionalLong.of(quota.mostBytes()))
            .orElse(OptionalLong.empty()));
  }

  /** What a device last said that it holds. */
  Optional<SyncStatus.Device> said(String device) {
    return status.get().devices().stream()
        .filter(each -> each.name().equals(device))
        .findFirst();
  }

  /** Something may be another; told only if it is, since the status changes with every key. Costs nothing if nobody looks. */
  void changed() {
    if (listeners.isEmpty()) {
      return;
    }
    List<Holding> now = all();
    if (!now.equals(told)) {
      told = now;
      listeners.tell(now);
    }
  }

  Subscription onChange(Runnable listener) {
    return listeners.add(now -> listener.run());
  }

  private static long entries(Clock clock) {
    return clock.counts().values().stream().mapToLong(count -> count).sum();
  }
}

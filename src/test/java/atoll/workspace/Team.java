package atoll.workspace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Frontier;
import atoll.crypto.SecretKeys;
import atoll.identity.InvitationException;
import atoll.store.DocumentId;
import atoll.store.Store;
import atoll.store.memory.MemoryStore;
import atoll.sync.link.MemoryLink;
import atoll.workspace.page.Delta;
import atoll.workspace.people.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** Ada's instance with a workspace and a page in it, and those who join; all in one process. */
abstract class Team {
  static final Duration WEEK = Duration.ofDays(7);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final MemoryLink.Hub hub = new MemoryLink.Hub();
  private final MemoryDoorstep.Street street = new MemoryDoorstep.Street();
  private final List<Instance> instances = new ArrayList<>();
  volatile Instant now = Instant.parse("2030-05-01T10:00:00Z");
  final MemoryStore adasStore = new MemoryStore();
  final SecretKeys adasDevice = SecretKeys.generate(new Random(0));
  final Instance ada = instance("Ada", adasStore, adasDevice);
  final Workspace home = ada.create("Garden");
  final DocumentId page =
      home.tree().create(Optional.empty(), 0, NodeKind.PAGE, "Plan").document();

  /** @param name empty for a device that does not know yet whose it is */
  Instance instance(String name, Store store) {
    int seed = instances.size();
    return instance(name, store, SecretKeys.generate(new Random(seed)));
  }

  Instance instance(String name, Store store, SecretKeys device) {
    Instance made = new Instance(
        store,
        device,
        new MemoryMeeting(
            hub, link -> link, Optional.of(street.build(device.signing().verifyKey()))),
        new Random(100 + instances.size()),
        () -> now);
    if (made.person().isEmpty() && !name.isEmpty()) {
      made.namePerson(name);
    }
    instances.add(made);
    return made;
  }

  @AfterEach
  void close() {
    instances.forEach(Instance::close);
  }

  Asking asking() {
    await(() -> !home.people().asking().isEmpty());
    return home.people().asking().getFirst();
  }

  Workspace join(Instance newcomer, String role) throws InvitationException {
    return join(newcomer, home.invite(role, WEEK), role);
  }

  Workspace join(Instance newcomer, String invitation, String role) throws InvitationException {
    Workspace joined = newcomer.join(invitation);
    home.people().admit(asking().id(), role);
    await(() -> joined.people().role().equals(Optional.of(role))
        && joined.tree().state().nodes().size() == 1);
    return joined;
  }

  void write(Workspace workspace, String text) {
    Frontier base = workspace.pages().state(page).version();
    Delta typed = new Delta(List.of(new Delta.Insert(text, new TreeMap<>())), new TreeMap<>());
    var _ = workspace.pages().edit(page, base, typed, Optional.empty()).join();
  }

  String text(Workspace workspace) {
    return workspace.pages().state(page).text();
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come about");
      Thread.onSpinWait();
    }
  }
}

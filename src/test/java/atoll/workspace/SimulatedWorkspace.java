package atoll.workspace;

import atoll.crypto.WorkspaceId;
import atoll.identity.joining.Offer;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryBlobs;
import atoll.workspace.funnel.Lane;
import atoll.workspace.people.KeptSelf;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A workspace as an instance has it, with the clock, the lanes and the chance of a simulation. */
public final class SimulatedWorkspace {
  private final WorkspaceId id;
  private final WorkspaceStore store;
  private final Workspace.Surroundings around;
  private final Workspace workspace;

  /** What the simulation lends. */
  public record Lent(
      RandomGenerator random,
      Meeting meeting,
      Supplier<Instant> clock,
      Executor soon,
      Lane.Maker lanes) {}

  /** Opens what the store has. */
  public SimulatedWorkspace(WorkspaceId id, Store folder, KeptSelf self, String name, Lent lent) {
    this.id = id;
    this.store = folder.workspace(id);
    this.around = new Workspace.Surroundings(
        self,
        lent.random(),
        lent.meeting(),
        name + "'s device",
        () -> name,
        lent.clock(),
        lent.soon(),
        () -> {},
        new MemoryBlobs(),
        lent.lanes());
    this.workspace = Workspace.open(id, folder, around);
  }

  public Workspace get() {
    return workspace;
  }

  /** See {@link Instance#create}. */
  public void create(MembershipRecord first, String name) {
    workspace.begin(first);
    workspace.tree().renameWorkspace(name);
  }

  /** See {@link Instance#join}. */
  public void join(Offer offer) {
    LocalFacts.putName(store, offer.name());
    workspace.sharing().ask(offer);
  }

  /** See {@link Instance#meetOthers}. */
  public void meetIfShared() {
    workspace.sharing().meetIfShared();
  }

  /** Whether a person is told to start again, because the team left a branch that is held here. */
  public boolean isToldToStartAgain() {
    return workspace.sync().problems().contains(new SyncState.Problem.LeftBranch());
  }

  /**
   * What the next start would make of what is kept.
   *
   * @param counts says of stored entries whether they count
   */
  public record Reading(Membership membership, Predicate<Envelope> counts) {}

  /** Reads it. */
  public Reading read() {
    Sealing sealing = Sealing.open(id, store, around.self(), around.random(), records -> {
      throw new AssertionError("a reading writes nothing");
    });
    return new Reading(sealing.membership().membership(), sealing.entries()::counts);
  }
}

package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.crypto.SpokenSecret;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.InvitationException;
import atoll.identity.joining.Offer;
import atoll.identity.membership.Membership;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.own.DeviceCode;
import atoll.identity.own.PairingAnswer;
import atoll.identity.own.PairingQuestion;
import atoll.store.Envelope;
import atoll.store.Store;
import atoll.store.WorkspaceStore;
import atoll.store.memory.MemoryBlobs;
import atoll.workspace.funnel.Lane;
import atoll.workspace.people.KeptSelf;
import atoll.workspace.people.Self;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
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

  /**
   * Takes in a further device of the person, which is that person's from then on, as {@link NewDevice} does; both are on one
   * table, so that nothing is lost between them.
   */
  public void pair(KeptSelf further, String name) throws IOException, RejectedException {
    Supplier<Instant> oneTable = () -> Instant.EPOCH;
    PairingDesk desk = new PairingDesk(
        around.self()::get,
        around.person(),
        new Table(),
        (device, called) -> workspace.sharing().pair(device, called),
        around.random(),
        oneTable);
    SpokenSecret secret;
    try {
      secret = DeviceCode.parse(desk.open().line(), Instant.EPOCH).secret();
    } catch (InvitationException e) {
      throw new AssertionError(e);
    }
    Self alone = further.get();
    byte[] question =
        new PairingQuestion(alone.certificate().device(), name).seal(secret, around.random());
    Predicate<VerifyKey> asks = alone.id().key()::equals;
    var _ = desk.asked(asks, question);
    desk.add();
    byte[] answer = desk.asked(asks, question).orElseThrow();
    if (PairingAnswer.open(secret, question, answer) instanceof PairingAnswer.Granted granted) {
      further.become(new Self(alone.device(), granted.person(), granted.certificate()));
    } else {
      throw new AssertionError("the device was not taken in");
    }
  }

  /** Where a device is that nobody has to look for. */
  private static final class Table implements Doorstep {
    @Override
    public List<String> open() {
      return List.of("table:1");
    }

    @Override
    public void answer(Answering answering) {
      throw new IllegalStateException("the desk is asked by itself");
    }

    @Override
    public Optional<Answered> ask(String address, byte[] question) throws IOException {
      return NONE.ask(address, question);
    }

    @Override
    public List<byte[]> records(String address, WorkspaceId workspace) throws IOException {
      return NONE.records(address, workspace);
    }
  }

  /** See {@link OwnDevices}: begins with the records that another device of the person has. */
  public void adopt(List<byte[]> records) {
    workspace.sharing().adopt(records, List.of());
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
   * @param contents opens stored entries; empty where the key is not here
   */
  public record Reading(
      Membership membership, Predicate<Envelope> counts, Function<Envelope, byte[]> contents) {}

  /** Reads it. */
  public Reading read() {
    Sealing sealing = Sealing.open(id, store, around.self(), around.random(), records -> {
      throw new AssertionError("a reading writes nothing");
    });
    return new Reading(sealing.membership().membership(), sealing.entries()::counts, entry -> {
      try {
        return sealing.entries().open(entry);
      } catch (RejectedException e) {
        return new byte[0];
      }
    });
  }
}

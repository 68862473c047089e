package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.InvitationException;
import atoll.identity.InvitationException.Why;
import atoll.identity.RelayText;
import atoll.identity.own.MineQuestion;
import atoll.store.Store;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.TunnelIdentity;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds workspaces without their keys, and gives to each device what it lacks. For any thread. */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Relay.class.getName());

  /** The answers to who hands a workspace over. */
  private static final byte TAKEN = 0;

  private static final byte REFUSED = 1;
  private static final byte FULL = 2;

  private final Store store;
  private final Doorway doorway;
  private final SigningKey device;
  private final Hash secret;
  private final Limits limits;
  private final Map<WorkspaceId, RelayWorkspace> open = new LinkedHashMap<>();

  /**
   * What a relay takes.
   *
   * @param workspaceBytes of each workspace
   */
  public record Limits(int workspaces, long workspaceBytes) {}

  public Relay(Store store, Doorway doorway, SigningKey device, Hash secret, Limits limits) {
    this.store = store;
    this.doorway = doorway;
    this.device = device;
    this.secret = secret;
    this.limits = limits;
  }

  /** Opens the doorway and all workspaces that were handed over before. */
  public void start() throws IOException {
    doorway.answers(this::asked);
    doorway.open();
    for (WorkspaceId id : store.workspaces()) {
      RelayTask.kept(store.workspace(id)).ifPresent(this::open);
    }
  }

  /** What an owner pastes. */
  public RelayText text(List<String> addresses) {
    return new RelayText(device.verifyKey(), secret, addresses);
  }

  List<RelayWorkspace> workspaces() {
    synchronized (open) {
      return List.copyOf(open.values());
    }
  }

  Limits limits() {
    return limits;
  }

  /** Why nothing can be stored; nothing if all is well. */
  Optional<String> fault() {
    return store.readOnly();
  }

  long refused() {
    return doorway.refused();
  }

  @Override
  public void close() {
    workspaces().forEach(RelayWorkspace::close);
  }

  private Optional<byte[]> asked(Hash who, byte[] question) {
    try {
      if (MineQuestion.isOne(question)) {
        return Optional.of(MineQuestion.answer(known(who, MineQuestion.parse(question))));
      }
      ByteReader in = new ByteReader(question);
      RelayTask task = RelayTask.read(in);
      byte[] proof = in.raw(Hash.SIZE_BYTES);
      in.end();
      byte[] right = text(List.of()).proof(task.workspace(), who).toBytes();
      if (!MessageDigest.isEqual(proof, right)) {
        LOG.log(Level.WARNING, "somebody without the pairing text wanted to hand a workspace over");
        return Optional.of(new byte[] {REFUSED});
      }
      return Optional.of(
          new byte[] {take(new RelayTask(task.workspace(), List.of(who), task.addresses()))});
    } catch (RejectedException e) {
      LOG.log(Level.DEBUG, "a question means nothing", e);
      return Optional.empty();
    }
  }

  /** The workspaces of the person whose device asks. */
  private List<WorkspaceId> known(Hash who, MineQuestion question) {
    VerifyKey asks = question.certificate().device().id().key();
    return TunnelIdentity.pin(asks).equals(who)
        ? workspaces().stream()
            .filter(each -> each.mayKnow(question))
            .map(each -> each.task().workspace())
            .toList()
        : List.of();
  }

  private byte take(RelayTask task) {
    synchronized (open) {
      RelayWorkspace before = open.get(task.workspace());
      if (before != null) {
        before.also(task);
        return TAKEN;
      }
      if (open.size() >= limits.workspaces()) {
        return FULL;
      }
      task.keep(store.workspace(task.workspace()));
      open(task);
      return TAKEN;
    }
  }

  private void open(RelayTask task) {
    synchronized (open) {
      WorkspaceId id = task.workspace();
      open.put(
          id,
          new RelayWorkspace(
              task,
              Held.open(store, id),
              doorway,
              device,
              limits.workspaceBytes(),
              // Not on the thread of its session, which ends with it.
              () -> Thread.ofVirtual().start(() -> reopen(id))));
    }
  }

  /** Goes on with the branch of the members. */
  private void reopen(WorkspaceId id) {
    synchronized (open) {
      RelayWorkspace before = open.get(id);
      if (before != null && before.session().hasLost()) {
        before.close();
        open(before.task());
      }
    }
  }

  /**
   * Hands a workspace to a relay.
   *
   * @param self the pin of the device that asks
   * @throws InvitationException if the relay is not met or does not take it
   */
  public static void handOver(Doorway from, RelayText to, RelayTask task, Hash self)
      throws InvitationException {
    ByteWriter out = new ByteWriter();
    task.write(out);
    out.raw(to.proof(task.workspace(), self).toBytes());
    byte[] answer = ask(from, to, out.toBytes());
    if (answer.length == 1 && answer[0] == FULL) {
      throw new InvitationException(Why.RELAY_FULL);
    }
    if (answer.length != 1 || answer[0] != TAKEN) {
      throw new InvitationException(Why.RELAY_CHANGED);
    }
  }

  private static byte[] ask(Doorway from, RelayText to, byte[] question)
      throws InvitationException {
    for (String address : to.addresses()) {
      try {
        return from.ask(address, TunnelIdentity.pin(to.relay()), question);
      } catch (IOException e) {
        LOG.log(Level.INFO, "A relay is not met at " + address, e);
      }
    }
    throw new InvitationException(Why.RELAY_NOT_MET, String.join(", ", to.addresses()));
  }
}

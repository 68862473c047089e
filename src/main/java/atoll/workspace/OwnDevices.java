package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.Certificate;
import atoll.identity.DeviceId;
import atoll.identity.own.MineQuestion;
import atoll.identity.own.PairingQuestion;
import atoll.workspace.people.Self;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the devices of one person together: every workspace of the person is on each of them, whichever it was made or joined
 * on. For any thread.
 */
final class OwnDevices {
  private static final Logger LOG = Logger.getLogger(OwnDevices.class.getName());
  private static final int MOST_ASKED = 8;

  private final Instance instance;
  private final Doorstep doorstep;
  private final PairingDesk desk;
  private final AtomicBoolean looking = new AtomicBoolean();

  OwnDevices(Instance instance, Doorstep doorstep, PairingDesk desk) {
    this.instance = instance;
    this.doorstep = doorstep;
    this.desk = desk;
  }

  /** Answers what is asked outside of every workspace. */
  Optional<byte[]> asked(Predicate<VerifyKey> asks, byte[] question) {
    if (PairingQuestion.code(question).isPresent()) {
      return desk.asked(asks, question);
    }
    try {
      return MineQuestion.isOne(question)
          ? Optional.of(MineQuestion.answer(known(asks, MineQuestion.parse(question))))
          : Optional.empty();
    } catch (RejectedException e) {
      LOG.log(Level.INFO, "A question for workspaces was dropped: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private List<WorkspaceId> known(Predicate<VerifyKey> asks, MineQuestion question) {
    DeviceId device = question.certificate().device().id();
    if (!asks.test(device.key())) {
      return List.of();
    }
    return instance.workspaces().stream()
        .filter(each -> each.own().mayKnow(question))
        .map(Workspace::id)
        .toList();
  }

  /** Adds a further device of the person to every workspace, which shares those that nobody else has. */
  void pair(Certificate device, String name) {
    instance.workspaces().forEach(each -> each.sharing().pair(device, name));
  }

  /** Adds the person's other devices to the workspaces that were made or joined after they were paired. */
  void spread() {
    Map<DeviceId, OwnRecords.Other> others = new HashMap<>();
    Set<DeviceId> revoked = new HashSet<>();
    for (Workspace each : instance.workspaces()) {
      revoked.addAll(each.own().revoked());
      each.own()
          .others()
          .forEach(device -> others.merge(
              device.id(), device, (known, again) -> known.name().isBlank() ? again : known));
    }
    others.keySet().removeAll(revoked);
    for (Workspace each : instance.workspaces()) {
      others.values().stream()
          .filter(device -> !each.own().has(device.id()))
          .forEach(device -> each.sharing().pair(device.certificate(), device.name()));
    }
  }

  /** Removes a device of the person from every workspace. */
  void revoke(String device) {
    instance.workspaces().stream()
        .filter(each -> each.own().has(new DeviceId(VerifyKey.parse(device))))
        .forEach(each -> each.people().revoke(device));
  }

  /** Asks the person's other devices for workspaces that are not here yet. Waits for the network. */
  void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    try {
      Set<VerifyKey> others = new HashSet<>();
      Set<String> addresses = new LinkedHashSet<>();
      for (Workspace each : instance.workspaces()) {
        each.own().others().forEach(device -> others.add(device.id().key()));
        addresses.addAll(each.sharing().addresses());
      }
      if (!others.isEmpty()) {
        Predicate<Predicate<VerifyKey>> own = by -> others.stream().anyMatch(by);
        addresses.stream().limit(MOST_ASKED).forEach(address -> lookAt(address, own));
      }
    } catch (RuntimeException e) {
      // The instance stops, or the disk is full; the next look makes up for it.
      LOG.log(Level.INFO, "Workspaces of the other devices were not looked for", e);
    } finally {
      looking.set(false);
    }
  }

  private void lookAt(String address, Predicate<Predicate<VerifyKey>> believed) {
    try {
      for (WorkspaceId id : ask(address, instance.self(), believed)) {
        if (instance.find(id).isEmpty()) {
          var _ = adopt(id, address);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "No device of the person is met at " + address, e);
    }
  }

  /**
   * The workspaces of a person that are held at an address.
   *
   * @param believed whether who answered is believed
   * @throws IOException if nobody answers there
   */
  List<WorkspaceId> ask(String address, Self self, Predicate<Predicate<VerifyKey>> believed)
      throws IOException {
    byte[] question = new MineQuestion(self.person(), self.certificate()).toBytes();
    Optional<Doorstep.Answered> answer = doorstep.ask(address, question);
    try {
      return answer.isPresent() && believed.test(answer.get().by())
          ? MineQuestion.readAnswer(answer.get().bytes())
          : List.of();
    } catch (RejectedException e) {
      throw new IOException("an answer that means nothing", e);
    }
  }

  /**
   * Takes in the workspaces that are held at an address; gives those that came.
   *
   * @throws IOException if none of them could be had
   */
  List<Workspace> adoptAll(List<WorkspaceId> ids, String address) throws IOException {
    List<Workspace> all = new ArrayList<>();
    IOException last = null;
    for (WorkspaceId id : ids) {
      try {
        all.add(adopt(id, address));
      } catch (IOException e) {
        // One that cannot be had must not keep the others away.
        LOG.log(Level.WARNING, "A workspace could not be taken in from " + address, e);
        last = e;
      }
    }
    if (last != null && all.isEmpty()) {
      throw last;
    }
    return all;
  }

  private Workspace adopt(WorkspaceId id, String address) throws IOException {
    List<byte[]> records = doorstep.records(address, id);
    Workspace adopted = instance.openedFor(id);
    adopted.sharing().adopt(records, List.of(address));
    return adopted;
  }
}

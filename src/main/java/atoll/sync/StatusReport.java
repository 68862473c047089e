package atoll.sync;

import atoll.crdt.ReplicaId;
import atoll.sync.SyncStatus.Device;
import atoll.sync.SyncStatus.Peer;
import atoll.sync.SyncStatus.Phase;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Tail;
import atoll.sync.protocol.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Draws the status from what the parts of a session know. */
final class StatusReport {
  private StatusReport() {}

  /** Cost: one pass over what the peers said. */
  static SyncStatus of(
      boolean up,
      Ledger ledger,
      DeviceLedger words,
      Rooms rooms,
      HeldLogs held,
      Forks forks,
      long noise,
      Optional<String> fault) {
    List<Peer> peers = new ArrayList<>();
    Map<ReplicaId, Long> most = new HashMap<>();
    boolean known = true;
    for (PeerId id : ledger.peers()) {
      SortedMap<ReplicaId, Long> counts = ledger.counts(id);
      counts.forEach((log, count) -> most.merge(log, count, Math::max));
      peers.add(new Peer(id, ledger.clock(id), ledger.heardAt(id), lacks(held, counts)));
      known &= ledger.isKnown(id);
    }
    long behind = 0;
    for (Map.Entry<ReplicaId, Long> e : most.entrySet()) {
      behind += Math.max(0, e.getValue() - held.count(e.getKey()));
    }
    return new SyncStatus(
        phase(up, peers, known),
        peers,
        devices(words, rooms, held),
        behind,
        forks.all(),
        noise,
        fault);
  }

  private static List<Device> devices(DeviceLedger words, Rooms rooms, HeldLogs held) {
    List<Device> devices = new ArrayList<>();
    for (Word word : words.all()) {
      if (!words.isOwn(word)) {
        long lacks = lacks(held, word.holds().counts());
        String name = DeviceLedger.name(word.device());
        devices.add(new Device(name, word.holds(), words.heardAt(word), lacks, rooms.of(name)));
      }
    }
    return devices;
  }

  private static Phase phase(boolean up, List<Peer> peers, boolean known) {
    if (!up || !peers.isEmpty() && !known) {
      return Phase.CONNECTING;
    }
    return peers.isEmpty() ? Phase.ALONE : Phase.CONNECTED;
  }

  private static long lacks(HeldLogs held, SortedMap<ReplicaId, Long> counts) {
    long lacks = 0;
    for (Map.Entry<ReplicaId, Tail> e : held.heads().tails().entrySet()) {
      lacks += Math.max(0, e.getValue().count() - counts.getOrDefault(e.getKey(), 0L));
    }
    return lacks;
  }
}

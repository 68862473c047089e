package atoll.sync;

import atoll.crypto.WorkspaceId;
import atoll.sync.link.Link;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Messages;
import atoll.sync.protocol.Room;
import atoll.sync.protocol.Room.Quota;
import atoll.sync.protocol.Words;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** What room those have for the workspace who hold it within limits; said anew to who comes. For one thread. */
final class Rooms {
  private final WorkspaceId workspace;
  private final Inbox inbox;
  private final Witness witness;
  private final Link link;
  private final SyncRuntime runtime;
  private final TreeMap<String, Room> rooms = new TreeMap<>();
  private Optional<Quota> told = Optional.empty();
  private long number;

  Rooms(WorkspaceId workspace, Inbox inbox, Witness witness, Link link, SyncRuntime runtime) {
    this.workspace = workspace;
    this.inbox = inbox;
    this.witness = witness;
    this.link = link;
    this.runtime = runtime;
  }

  /** Tells everybody if the own room is not what was told. */
  void tick() {
    Optional<Quota> now = inbox.quota();
    if (!now.equals(told)) {
      told = now;
      now.ifPresent(quota -> link.broadcast(say(quota)));
    }
  }

  /** Tells who came. */
  void came(Collection<PeerId> peers) {
    inbox.quota().ifPresent(quota -> {
      byte[] room = say(quota);
      peers.forEach(peer -> link.send(peer, room));
    });
  }

  /** Somebody says what room it has; says whether that is news. */
  boolean hear(Room room) {
    String device = DeviceLedger.name(room.device());
    Room before = rooms.get(device);
    boolean newer = before == null ? rooms.size() < Words.MOST : before.number() < room.number();
    byte[] statement = Room.statement(workspace, room.device(), room.number(), room.quota());
    if (!newer || !witness.genuine(room.device(), statement, room.signature())) {
      return false;
    }
    rooms.put(device, room);
    return before == null || !before.quota().equals(room.quota());
  }

  /** What a device last said of its room. */
  Optional<Quota> of(String device) {
    return Optional.ofNullable(rooms.get(device)).map(Room::quota);
  }

  private byte[] say(Quota quota) {
    byte[] device = witness.device();
    number = Math.max(runtime.wallMillis(), number + 1);
    byte[] signature = witness.sign(Room.statement(workspace, device, number, quota));
    return Messages.encode(new Room(device, number, quota, signature));
  }
}

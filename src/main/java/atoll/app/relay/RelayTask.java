package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.WorkspaceStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a relay is asked to do for a workspace, and keeps of it.
 *
 * @param sponsors pins of devices that handed the workspace over
 * @param addresses HOST:PORT where some of them are met
 */
public record RelayTask(WorkspaceId workspace, List<Hash> sponsors, List<String> addresses) {
  private static final Logger LOG = System.getLogger(RelayTask.class.getName());
  private static final String PROPERTY = "relay";
  private static final int FORMAT = 1;
  private static final int MOST_HASHES = 64;
  private static final int MOST_ADDRESSES = 20;
  private static final int MOST_ADDRESS_BYTES = 300;

  public RelayTask {
    sponsors = few(sponsors, MOST_HASHES);
    addresses = few(addresses, MOST_ADDRESSES);
  }

  static RelayTask read(ByteReader in) throws RejectedException {
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(RejectedException.Reason.TOO_NEW, "a task of format " + format);
    }
    WorkspaceId workspace = new WorkspaceId(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    List<Hash> sponsors = hashes(in);
    List<String> addresses = new ArrayList<>();
    int count = in.count(MOST_ADDRESSES);
    for (int i = 0; i < count; i++) {
      addresses.add(in.string(MOST_ADDRESS_BYTES));
    }
    return new RelayTask(workspace, sponsors, addresses);
  }

  void write(ByteWriter out) {
    out.u8(FORMAT).raw(workspace.hash().toBytes());
    write(out, sponsors);
    out.varint(addresses.size());
    addresses.forEach(out::string);
  }

  /** What the relay was asked to do for a workspace that it holds; nothing if it was not asked. */
  static Optional<RelayTask> kept(WorkspaceStore store) {
    return store.property(PROPERTY).flatMap(bytes -> {
      try {
        return Optional.of(read(new ByteReader(bytes)));
      } catch (RejectedException e) {
        LOG.log(Level.ERROR, "what the relay was asked to do cannot be read", e);
        return Optional.empty();
      }
    });
  }

  /** Keeps it for the next start. */
  void keep(WorkspaceStore store) {
    ByteWriter out = new ByteWriter();
    write(out);
    store.putProperty(PROPERTY, out.toBytes());
  }

  /** The same, by one more device. */
  RelayTask and(RelayTask later) {
    return new RelayTask(
        workspace, joined(sponsors, later.sponsors), joined(later.addresses, addresses));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    second.stream().filter(each -> !first.contains(each)).forEach(all::add);
    return all;
  }

  private static <T> List<T> few(List<T> all, int most) {
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private static List<Hash> hashes(ByteReader in) throws RejectedException {
    List<Hash> hashes = new ArrayList<>();
    int count = in.count(MOST_HASHES);
    for (int i = 0; i < count; i++) {
      hashes.add(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    }
    return hashes;
  }

  private static void write(ByteWriter out, List<Hash> hashes) {
    out.varint(hashes.size());
    hashes.forEach(hash -> out.raw(hash.toBytes()));
  }
}

package atoll.workspace;

import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.sync.Inbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One doorstep of a street in memory, where everybody is asked by an address. */
final class MemoryDoorstep implements Doorstep {
  private final Street street;
  private final VerifyKey device;
  private final String address;
  private final Map<WorkspaceId, Inbox> inside = new ConcurrentHashMap<>();
  private volatile Answering answering = (asks, question) -> Optional.empty();

  /** All doorsteps of a test. */
  static final class Street {
    private final Map<String, MemoryDoorstep> all = new ConcurrentHashMap<>();

    MemoryDoorstep build(VerifyKey device) {
      return new MemoryDoorstep(this, device, "house:" + (all.size() + 1));
    }

    private MemoryDoorstep at(String address) throws IOException {
      MemoryDoorstep found = all.get(address);
      if (found == null) {
        throw new IOException("nobody lives at " + address);
      }
      return found;
    }
  }

  private MemoryDoorstep(Street street, VerifyKey device, String address) {
    this.street = street;
    this.device = device;
    this.address = address;
    street.all.put(address, this);
  }

  String address() {
    return address;
  }

  void holds(WorkspaceId workspace, Inbox inbox) {
    inside.put(workspace, inbox);
  }

  @Override
  public List<String> open() {
    return List.of(address);
  }

  @Override
  public void answer(Answering answers) {
    answering = answers;
  }

  @Override
  public Optional<Answered> ask(String at, byte[] question) throws IOException {
    MemoryDoorstep other = street.at(at);
    return other
        .answering
        .asked(device::equals, question)
        .map(bytes -> new Answered(other.device::equals, bytes));
  }

  @Override
  public List<byte[]> records(String at, WorkspaceId workspace) throws IOException {
    Inbox inbox = street.at(at).inside.get(workspace);
    if (inbox == null) {
      throw new IOException("another workspace");
    }
    return inbox.roll();
  }
}

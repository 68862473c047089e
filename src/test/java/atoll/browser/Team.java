package atoll.browser;

import atoll.sync.link.Carrying;
import atoll.sync.link.Machines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Instances on machines of their own, one each, and a relay on the last one. The browser is outside of all of them: what it
 * sends to an instance's port on this machine is carried to loopback there.
 */
final class Team implements AutoCloseable {
  private static final String RELAY_PORT = "8430";

  private final Machines machines;
  private final Path folder;
  private final List<Member> members = new ArrayList<>();
  private final RunningRelay relay;

  /** One instance, and the way that browsers take to it. */
  private record Member(RunningAtoll atoll, Carrying way) {}

  /**
   * @param machines one for each instance and one for the relay
   * @param folder where all data folders are
   */
  Team(Machines machines, Path folder, int size) throws IOException {
    this.machines = machines;
    this.folder = folder;
    for (int i = 1; i <= size; i++) {
      add(i, "instance-" + i);
    }
    relay = RunningRelay.start(
        Machines.on(size + 1),
        folder.resolve("relay"),
        List.of("--port", RELAY_PORT, "--host", Machines.host(size + 1)));
  }

  /** The instance on a machine, from 1 on; the newest one if it was started over. */
  RunningAtoll on(int machine) {
    return members.get(machine - 1).atoll;
  }

  /** What the relay printed for an owner to paste. */
  String relayText() {
    return relay.text();
  }

  /** Takes a machine off the network, or puts it back. */
  void plug(int machine, boolean in) throws IOException {
    machines.plug(machine, in);
  }

  /** Another instance, over an empty folder, in place of the one on that machine, which has ended. */
  RunningAtoll startOver(int machine) throws IOException {
    Member gone = members.remove(machine - 1);
    gone.way.close();
    add(machine, "instance-" + machine + "-again");
    return on(machine);
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.atoll.close();
      member.way.close();
    }
    relay.close();
  }

  private void add(int machine, String name) throws IOException {
    ServerSocket here = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    int port = here.getLocalPort();
    Carrying way = new Carrying(
        here,
        () -> Machines.dial(machine, port),
        (some, length, out) -> out.write(some, 0, length));
    RunningAtoll atoll = RunningAtoll.start(Machines.on(machine), folder.resolve(name), port);
    members.add(machine - 1, new Member(atoll, way));
  }
}

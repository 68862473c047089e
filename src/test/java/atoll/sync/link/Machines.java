package atoll.sync.link;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Machines on one network, played by network namespaces of their own, each on a cable to a bridge in the middle. What runs
 * in one reaches the others at {@link #host} and, in the middle, at {@link #MIDDLE_HOST}.
 */
public final class Machines implements AutoCloseable {
  /** Where the middle is met by all. */
  public static final String MIDDLE_HOST = "10.77.0.254";

  private static final String PREFIX = "atoll" + ProcessHandle.current().pid() % 10_000;
  private static final String MIDDLE = PREFIX + "h";

  private static final String BEHIND = "10.78.0.";
  private static final String BRIDGE = "bridge";
  private static final String OTHER_BRIDGE = "bridge2";

  private final List<String> made = new ArrayList<>();

  private Machines() {}

  /** Makes machines with the numbers from 1 on; nothing where namespaces are not permitted. */
  public static Optional<Machines> make(int count) throws IOException {
    Machines machines = new Machines();
    if (machines.middle() && machines.cables(count)) {
      return Optional.of(machines);
    }
    machines.close();
    return Optional.empty();
  }

  /** The address of a machine. */
  public static String host(int machine) {
    return "10.77.0." + machine;
  }

  /** What a command begins with that runs on a machine. */
  public static List<String> on(int machine) {
    return List.of("ip", "netns", "exec", name(machine));
  }

  /** What a command begins with that runs in the middle. */
  public static List<String> inTheMiddle() {
    return List.of("ip", "netns", "exec", MIDDLE);
  }

  /** A connection from this process to a port on a machine's own loopback. */
  public static Socket dial(int machine, int port) throws IOException {
    return Namespace.dial(name(machine), port);
  }

  /** Takes a machine off the network, or puts it back. */
  public void plug(int machine, boolean in) throws IOException {
    must(inside(MIDDLE, "ip", "link", "set", cable(machine), in ? "up" : "down"));
  }

  /** Gives a machine another address, {@code 10.77.0.last}, in place of the one that it has. */
  public void move(int machine, int last) throws IOException {
    must(inside(name(machine), "ip", "addr", "flush", "dev", "eth0")
        && inside(name(machine), "ip", "addr", "add", host(last) + "/24", "dev", "eth0"));
  }

  /** From now on machines that are kept apart reach others, but not each other. */
  public void keepApart(int machine) throws IOException {
    must(inside(
        MIDDLE, "ip", "link", "set", cable(machine), "type", "bridge_slave", "isolated", "on"));
  }

  /** Puts these machines on a network of their own, or all back on one. */
  public void part(Set<Integer> apart) throws IOException {
    boolean there = inside(MIDDLE, "ip", "link", "show", OTHER_BRIDGE)
        || inside(MIDDLE, "ip", "link", "add", OTHER_BRIDGE, "type", "bridge")
            && inside(MIDDLE, "ip", "link", "set", OTHER_BRIDGE, "up");
    must(there);
    for (int i = 1; i < made.size(); i++) {
      String bridge = apart.contains(i) ? OTHER_BRIDGE : BRIDGE;
      must(inside(MIDDLE, "ip", "link", "set", cable(i), "master", bridge));
    }
  }

  /** Gives a machine the address of another number in place of the one that it has, as another network would. */
  public void renumber(int machine, int from, int to) throws IOException {
    must(inside(name(machine), "ip", "addr", "del", host(from) + "/24", "dev", "eth0"));
    must(inside(name(machine), "ip", "addr", "add", host(to) + "/24", "dev", "eth0"));
  }

  /**
   * From now on machines reach each other through the middle only: at {@link #host} of a machine whoever listens there in
   * the middle answers, and reaches the machine itself at {@link #hostBehind}.
   */
  public void standBetween() throws IOException {
    must(inside(MIDDLE, "ip", "addr", "add", BEHIND + "254/24", "dev", BRIDGE));
    for (int i = 1; i < made.size(); i++) {
      keepApart(i);
      String own = name(i);
      must(inside(own, "ip", "addr", "del", host(i) + "/24", "dev", "eth0")
          && inside(own, "ip", "addr", "add", hostBehind(i) + "/32", "dev", "eth0")
          && inside(own, "ip", "addr", "add", host(i) + "/32", "dev", "eth0")
          && inside(own, "ip", "route", "add", BEHIND + "254", "dev", "eth0", "src", hostBehind(i))
          && inside(own, "ip", "route", "add", "10.77.0.0/24", "dev", "eth0", "src", hostBehind(i))
          && inside(MIDDLE, "ip", "addr", "add", host(i) + "/32", "dev", BRIDGE));
    }
  }

  /** Where the middle reaches a machine once it stands between all. */
  public static String hostBehind(int machine) {
    return BEHIND + machine;
  }

  @Override
  public void close() {
    made.forEach(namespace -> run("ip", "netns", "del", namespace));
    made.clear();
  }

  private boolean middle() {
    return add(MIDDLE)
        && inside(MIDDLE, "ip", "link", "add", BRIDGE, "type", "bridge")
        && inside(MIDDLE, "ip", "addr", "add", MIDDLE_HOST + "/24", "dev", BRIDGE)
        && inside(MIDDLE, "ip", "link", "set", BRIDGE, "up")
        && inside(MIDDLE, "ip", "link", "set", "lo", "up");
  }

  private boolean cables(int count) {
    for (int i = 1; i <= count; i++) {
      if (!add(name(i)) || !cable(i, name(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean cable(int machine, String name) {
    String cable = cable(machine);
    return inside(
            MIDDLE, "ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns",
            name)
        && inside(MIDDLE, "ip", "link", "set", cable, "master", BRIDGE)
        && inside(MIDDLE, "ip", "link", "set", cable, "up")
        && inside(name, "ip", "addr", "add", host(machine) + "/24", "dev", "eth0")
        && inside(name, "ip", "link", "set", "eth0", "up")
        && inside(name, "ip", "link", "set", "lo", "up");
  }

  private boolean add(String namespace) {
    made.add(namespace);
    return run("ip", "netns", "add", namespace);
  }

  private static String name(int machine) {
    return PREFIX + "m" + machine;
  }

  private static String cable(int machine) {
    return "m" + machine;
  }

  private static void must(boolean done) throws IOException {
    if (!done) {
      throw new IOException("the network of the test cannot be changed");
    }
  }

  private static boolean inside(String namespace, String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(Arrays.asList(command));
    return run(all.toArray(String[]::new));
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

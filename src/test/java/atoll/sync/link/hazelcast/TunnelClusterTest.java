package atoll.sync.link.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atoll.crypto.Hash;
import atoll.sync.link.Machines;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A cluster across machines, played by network namespaces of their own with a bridge between them: where they are not
 * permitted the test says that it was not run.
 */
@Tag("slow")
class TunnelClusterTest {
  private static final int PORT = 4_000;

  private final List<Peer> peers = new ArrayList<>();
  private Optional<Machines> network = Optional.empty();

  private record Peer(Process process, BufferedReader out, BufferedWriter in) {
    String ask(String line) throws IOException {
      in.write(line + "\n");
      in.flush();
      return String.valueOf(out.readLine());
    }
  }

  @AfterEach
  void tearDown() throws Exception {
    for (Peer peer : peers) {
      peer.process.destroyForcibly().waitFor();
    }
    network.ifPresent(Machines::close);
  }

  @Test
  void threeMachines_outsiderCutAndRemoval() throws Exception {
    network = Machines.make(3);
    assumeTrue(network.isPresent(), "not run: network namespaces are not permitted here");
    List<KeyPair> keys = keys(5);
    List<String> team = pins(keys.subList(0, 4));
    Peer a = peer(1, keys.get(0), PORT, "-", team);
    Peer b = peer(2, keys.get(1), PORT, host(1), team);
    Peer c = peer(3, keys.get(2), PORT, host(1), team);
    Peer second = peer(1, keys.get(3), PORT + 1, host(1), team);
    Peer outsider = peer(3, keys.get(4), PORT + 1, host(1), team);
    for (Peer peer : List.of(a, b, c, second, outsider)) {
      peer.ask("write");
    }
    long before = System.nanoTime();
    for (Peer peer : List.of(a, b, c, second)) {
      assertEquals(
          "true", peer.ask("holds 4 120000"), "a member does not hold what the others wrote");
    }
    System.out.println(
        "four members on three machines hold the same after " + millisSince(before) + " ms");
    hops(a, c, 4);
    assertEquals("1", outsider.ask("held"));
    assertEquals("0", outsider.ask("peers"));
    cutAndHeal(a, b, c, second);
    remove(a, b, c, second, team);
  }

  private void hops(Peer a, Peer c, int held) throws IOException {
    for (int i = 0; i < 500; i++) {
      a.ask("write");
      assertEquals("true", c.ask("holds " + (held + 1 + i) + " 10000"));
    }
    System.out.println(
        "hop between two machines, through the tunnel, to the inbox: " + c.ask("hops"));
  }

  private void cutAndHeal(Peer a, Peer b, Peer c, Peer second) throws Exception {
    for (Peer peer : List.of(a, b, c, second)) {
      assertEquals("true", peer.ask("holds 504 20000"));
    }
    network.orElseThrow().plug(2, false);
    a.ask("write");
    b.ask("write");
    assertEquals("true", c.ask("holds 505 20000"), "the rest of the team goes on");
    assertEquals("false", b.ask("holds 506 12000"));
    network.orElseThrow().plug(2, true);
    long before = System.nanoTime();
    for (Peer peer : List.of(a, b, c, second)) {
      assertEquals("true", peer.ask("holds 506 60000"), "not the same after healing");
    }
    System.out.println("healed " + millisSince(before) + " ms after the link came back");
  }

  private void remove(Peer a, Peer b, Peer c, Peer second, List<String> team) throws IOException {
    String rest = String.join(" ", team.get(0), team.get(1), team.get(3));
    for (Peer peer : List.of(a, b, second)) {
      assertEquals("allowed", peer.ask("allow " + rest));
    }
    b.ask("write");
    assertEquals("true", a.ask("holds 507 20000"));
    assertEquals("false", c.ask("holds 507 8000"), "a removed device gets nothing more");
  }

  private Peer peer(int machine, KeyPair keys, int port, String join, List<String> pins)
      throws IOException {
    List<String> command = new ArrayList<>(Machines.on(machine));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TunnelPeer.class.getName()));
    Base64.Encoder base64 = Base64.getEncoder();
    command.add(base64.encodeToString(keys.getPrivate().getEncoded()));
    command.add(base64.encodeToString(keys.getPublic().getEncoded()));
    command.addAll(List.of(String.valueOf(port), join));
    command.addAll(pins);
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    Peer peer = new Peer(
        process,
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)));
    peers.add(peer);
    return peer;
  }

  private static String host(int machine) {
    return Machines.host(machine) + ":" + PORT;
  }

  private static List<KeyPair> keys(int count) throws GeneralSecurityException {
    List<KeyPair> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    }
    return keys;
  }

  private static List<String> pins(List<KeyPair> keys) {
    return keys.stream()
        .map(pair -> Hash.of(pair.getPublic().getEncoded()).toString())
        .toList();
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}

package atoll.sync.link.hazelcast;

import atoll.crypto.Hash;
import atoll.sync.Entries;
import atoll.sync.RealDevice;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.DoorwayOptions;
import atoll.sync.link.tunnel.Guests;
import atoll.sync.link.tunnel.TunnelEvents;
import atoll.sync.link.tunnel.TunnelIdentity;
import atoll.sync.link.tunnel.TunnelOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A device as a process of its own, reached through its tunnel only: {@code PRIVATE PUBLIC PORT JOIN PIN…}, keys in base64.
 * Does what it is told on standard input and answers each line with one line.
 */
final class TunnelPeer {
  private TunnelPeer() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    TunnelOptions options = new TunnelOptions(
        Entries.WORKSPACE, args[3].equals("-") ? List.of() : List.of(args[3]), List.of());
    Doorway doorway = new Doorway(
        new DoorwayOptions(
            InetAddress.getByName("0.0.0.0"), Integer.parseInt(args[2]), true, loopback),
        identity(args[0], args[1]));
    Set<Hash> pins = Arrays.stream(args).skip(4).map(Hash::parse).collect(Collectors.toSet());
    TunneledLink link = new TunneledLink(
        options, doorway, Guests.of(pins), HazelcastEvents.NONE, TunnelEvents.NONE);
    try (RealDevice device = new RealDevice(link);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(device, link, line.split(" ")));
      }
    }
  }

  private static String answer(RealDevice device, TunneledLink link, String[] words) {
    return switch (words[0]) {
      case "write" -> {
        device.writeNow();
        yield "written";
      }
      case "holds" -> {
        long count = Long.parseLong(words[1]);
        yield String.valueOf(device.await(() -> held(device) >= count, Long.parseLong(words[2])));
      }
      case "held" -> String.valueOf(held(device));
      case "peers" -> String.valueOf(link.peers().size());
      case "allow" -> {
        link.allow(
            Guests.of(Arrays.stream(words).skip(1).map(Hash::parse).collect(Collectors.toSet())));
        yield "allowed";
      }
      case "hops" -> {
        List<Long> hops = device.hops();
        device.forgetHops();
        yield "p50 %d us, p99 %d us, of %d"
            .formatted(
                hops.get(hops.size() / 2) / 1_000,
                hops.get(hops.size() * 99 / 100) / 1_000,
                hops.size());
      }
      default -> "what?";
    };
  }

  private static TunnelIdentity identity(String key, String certified)
      throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    return TunnelIdentity.of(new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(certified))),
        factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)))));
  }

  private static long held(RealDevice device) {
    return device.store.clock().counts().values().stream()
        .mapToLong(count -> count)
        .sum();
  }
}

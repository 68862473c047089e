package atoll.sync.link.lan;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The air as IPv4 multicast that no router passes on: group 239.255.84.20, port 8420. Senders that are in no network of this
 * machine are not heard. For any thread.
 */
public final class MulticastAir implements Air {
  private static final Logger LOG = System.getLogger(MulticastAir.class.getName());

  private static final InetAddress GROUP = InetAddress.ofLiteral("239.255.84.20");
  private static final int PORT = 8420;
  private static final int MOST_BYTES = 512;
  private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private final InetAddress bind;
  private final Map<Integer, MembershipKey> joined = new HashMap<>();
  private volatile List<InterfaceAddress> networks = List.of();
  private @Nullable DatagramChannel ears;
  private boolean closed;

  /** @param bind an address of this machine whose network alone is spoken to; a wildcard for all */
  public MulticastAir(InetAddress bind) {
    this.bind = bind;
  }

  @Override
  public synchronized void open(Ears hears) throws IOException {
    if (closed || ears != null) {
      return;
    }
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      // Several instances of one machine listen at the same port, and each hears all.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (MAC) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), PORT));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    ears = channel;
    Thread.ofVirtual().name("atoll-lan-ears").start(() -> listen(channel, hears));
  }

  @Override
  public List<InetAddress> here() throws IOException {
    List<InetAddress> here = new ArrayList<>();
    List<InterfaceAddress> now = new ArrayList<>();
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      if (card.isUp() && !card.isLoopback() && card.supportsMulticast()) {
        for (InterfaceAddress network : card.getInterfaceAddresses()) {
          if (network.getAddress() instanceof Inet4Address own
              && (bind.isAnyLocalAddress() || bind.equals(own))) {
            here.add(own);
            now.add(network);
            join(card);
          }
        }
      }
    }
    networks = List.copyOf(now);
    return here;
  }

  /** An interface that went and came back may have lost what it joined. */
  private synchronized void join(NetworkInterface card) {
    MembershipKey before = joined.get(card.getIndex());
    if (ears == null || before != null && before.isValid()) {
      return;
    }
    try {
      joined.put(card.getIndex(), ears.join(GROUP, card));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nothing is heard in the network of " + card.getName(), e);
    }
  }

  @Override
  public void say(InetAddress from, byte[] bytes) throws IOException {
    NetworkInterface card = NetworkInterface.getByInetAddress(from);
    if (card == null) {
      return;
    }
    try (DatagramChannel mouth = DatagramChannel.open(StandardProtocolFamily.INET)) {
      mouth.bind(new InetSocketAddress(from, 0));
      mouth.setOption(StandardSocketOptions.IP_MULTICAST_IF, card);
      mouth.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      mouth.send(ByteBuffer.wrap(bytes), new InetSocketAddress(GROUP, PORT));
    } catch (IOException e) {
      // The address may be gone by now; the others are spoken to nevertheless.
      LOG.log(Level.DEBUG, "nothing is said from " + from, e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    shut();
  }

  private synchronized void shut() {
    joined.clear();
    if (ears != null) {
      try {
        ears.close();
      } catch (IOException e) {
        LOG.log(Level.TRACE, "the ears did not close in order", e);
      }
      ears = null;
    }
  }

  private void listen(DatagramChannel channel, Ears hears) {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
    try {
      while (channel.isOpen()) {
        buffer.clear();
        if (channel.receive(buffer) instanceof InetSocketAddress sender
            && isNear(sender.getAddress())) {
          byte[] said = new byte[buffer.flip().remaining()];
          buffer.get(said);
          hears.heard(sender.getAddress(), said);
        }
      }
    } catch (ClosedChannelException e) {
      LOG.log(Level.TRACE, "nothing is listened to any more", e);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the ears failed; they are opened again", e);
      shut();
    }
  }

  private boolean isNear(InetAddress sender) {
    byte[] there = sender.getAddress();
    return networks.stream()
        .anyMatch(network ->
            sameBits(network.getAddress().getAddress(), there, network.getNetworkPrefixLength()));
  }

  private static boolean sameBits(byte[] one, byte[] other, int bits) {
    if (one.length != other.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % Byte.SIZE;
      if (((one[i / Byte.SIZE] ^ other[i / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}

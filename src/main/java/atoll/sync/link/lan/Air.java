package atoll.sync.link.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** What announcements travel through: everybody in the local network hears them. Implemented by multicast, and in tests. */
public interface Air extends AutoCloseable {
  /** Hears what others say, on a thread of the air's. */
  @FunctionalInterface
  interface Ears {
    /** Somebody said this. Neither the sender nor the bytes are to be believed. */
    void heard(InetAddress from, byte[] said);
  }

  /** Begins to listen, unless it does already. */
  void open(Ears ears) throws IOException;

  /** The addresses that this machine has now in local networks; what is said there is heard from now on. */
  List<InetAddress> here() throws IOException;

  /** Says it to all who are in the network of that address, from that address. */
  void say(InetAddress from, byte[] bytes) throws IOException;

  @Override
  void close();
}

package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The connections that are being carried. For any thread. */
final class Splices {
  private final Set<Splice> open = ConcurrentHashMap.newKeySet();
  private final Predicate<Hash> allowed;
  private final int mostOfOne;

  /** @param mostOfOne connections that lead to one device */
  Splices(Predicate<Hash> allowed, int mostOfOne) {
    this.allowed = allowed;
    this.mostOfOne = mostOfOne;
  }

  /** Carries until the end, or not at all if there are too many or the other side may not pass any more. */
  void carry(Socket one, Socket other, Hash pin) throws IOException {
    Splice splice = new Splice(one, other, pin);
    open.add(splice);
    try {
      // Looked up after it was added: a removal either sees the splice or is seen here.
      if (allowed.test(pin)
          && open.stream().filter(s -> s.pin().equals(pin)).count() <= mostOfOne) {
        splice.run();
      }
    } finally {
      open.remove(splice);
      splice.close();
    }
  }

  /** Cuts all that lead to those who may not pass any more. */
  void cut() {
    open.stream().filter(splice -> !allowed.test(splice.pin())).forEach(Splice::close);
  }

  /**
   * Cuts all that cannot carry any more, since this machine came into another network: the ends would wait for each other
   * until they lose patience.
   *
   * @param here the addresses of this machine
   */
  void cutStranded(Set<InetAddress> here) {
    open.stream().filter(splice -> splice.isStranded(here)).forEach(Splice::close);
  }

  /** Whom something is carried to or from. */
  Set<Hash> pins() {
    return open.stream().map(Splice::pin).collect(Collectors.toSet());
  }

  int size() {
    return open.size();
  }

  void close() {
    open.forEach(Splice::close);
  }
}

package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;

/** Who may pass. For any thread; a change counts from the next look at it on. */
final class Pins {
  private volatile Set<Hash> allowed = Set.of();

  void allow(Set<Hash> pins) {
    allowed = Set.copyOf(pins);
  }

  boolean allows(Hash pin) {
    return allowed.contains(pin);
  }

  /**
   * Looks at what the other side showed.
   *
   * @return its pin
   * @throws CertificateException if it may not pass
   */
  Hash check(X509Certificate[] chain) throws CertificateException {
    if (chain.length != 1) {
      throw new CertificateException("a chain of " + chain.length + " certificates");
    }
    Hash pin = TunnelIdentity.pin(chain[0].getPublicKey());
    if (!allows(pin)) {
      throw new CertificateException("no member of the workspace");
    }
    return pin;
  }
}

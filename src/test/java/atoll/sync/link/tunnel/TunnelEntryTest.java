package atoll.sync.link.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crypto.Hash;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunnelEntryTest {
  private final TunnelIdentity identity = TunnelIdentity.generate();

  @Test
  void entry_isReadAsItWasMade() throws RejectedException {
    TunnelEntry made = TunnelEntry.make(
        identity,
        7,
        12_345,
        List.of("192.0.2.1:4000", "[2001:db8::1]:4000"),
        List.of(Hash.of(new byte[3])));
    TunnelEntry read = TunnelEntry.parse(made.bytes());
    assertEquals(identity.pin(), read.pin());
    assertEquals(made, read);
  }

  @Test
  void anyChangedByte_isRejected() {
    byte[] bytes = TunnelEntry.make(identity, 7, 12_345, List.of("192.0.2.1:4000"), List.of())
        .bytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThrows(RejectedException.class, () -> TunnelEntry.parse(changed), "byte " + i);
    }
  }

  @Test
  void certificate_isOneThatOthersCanRead() throws GeneralSecurityException {
    X509Certificate certificate = identity.certificate();
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
    assertEquals("CN=atoll", certificate.getSubjectX500Principal().getName());
    assertEquals("Ed25519", certificate.getSigAlgName());
    assertTrue(certificate.getSerialNumber().signum() > 0);
  }
}

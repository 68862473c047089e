package atoll.workspace.sim;

import java.io.Serial;
import java.security.SecureRandom;
import java.util.Random;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/** As long as it is open, what the sealing library draws on this thread comes from a seed, so that a run can be repeated. */
final class Predictable implements AutoCloseable {
  private static final SecureRandom REAL = new SecureRandom();

  Predictable(Random random) {
    Thread mine = Thread.currentThread();
    SecureRandom seeded = new Seeded(random);
    CryptoServicesRegistrar.setSecureRandomProvider(
        () -> Thread.currentThread().equals(mine) ? seeded : REAL);
  }

  @Override
  public void close() {
    CryptoServicesRegistrar.setSecureRandomProvider(() -> REAL);
  }

  private static final class Seeded extends SecureRandom {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Random random;

    Seeded(Random random) {
      this.random = random;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}

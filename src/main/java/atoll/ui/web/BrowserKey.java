package atoll.ui.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who may come in: other accounts of the machine reach loopback as well as its owner does.
 *
 * <p>There are two secrets. The <em>token</em> stands in the address that is printed at a start. It works as often as
 * somebody pastes it, since a person has more than one browser, and it dies with the process. A browser that brings it
 * gets the <em>pass</em> as a cookie. The pass outlives the process if its secret does, so that an open tab finds back
 * to an instance that was started again.
 */
public final class BrowserKey {
  private static final int SECRET_BYTES = 32;
  private static final int TOKEN_BYTES = 16;

  private final String token;
  private final String pass;

  private BrowserKey(String token, String pass) {
    this.token = token;
    this.pass = pass;
  }

  /** A key whose pass dies with the process. */
  public static BrowserKey forThisStart() {
    return of(newSecret());
  }

  /**
   * A key whose pass is the same at every start.
   *
   * @param secret from {@link #newSecret}, kept where only the owner can read it
   */
  public static BrowserKey of(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException(
          "a secret of " + secret.length + " bytes instead of " + SECRET_BYTES);
    }
    return new BrowserKey(
        HexFormat.of().formatHex(random(TOKEN_BYTES)), HexFormat.of().formatHex(secret));
  }

  /** A new secret, 32 random bytes. */
  public static byte[] newSecret() {
    return random(SECRET_BYTES);
  }

  /** What the printed address carries. */
  public String token() {
    return token;
  }

  /** What the cookie carries. */
  String pass() {
    return pass;
  }

  boolean isToken(String offered) {
    return same(token, offered);
  }

  boolean isPass(String offered) {
    return same(pass, offered);
  }

  private static boolean same(String secret, String offered) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }
}

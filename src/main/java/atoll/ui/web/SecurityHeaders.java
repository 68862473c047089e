package atoll.ui.web;

import org.eclipse.jetty.http.HttpFields;

/** What every answer tells the browser to refuse. */
final class SecurityHeaders {
  static final String POLICY = "Content-Security-Policy";

  /**
   * The base may be our own because Vaadin's page has a base element, without which the addresses of its scripts would
   * depend on the view. Style sheets may be in the page: what is refused there is looks, not code.
   */
  private static final String COMMON =
      "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self';"
          + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;";

  private SecurityHeaders() {}

  /** For everything that is not a page of Vaadin's: no script in the page at all. */
  static String strictPolicy() {
    return COMMON + " script-src 'self'";
  }

  /**
   * For a page of Vaadin's, whose own scripts carry the nonce. Flow's client makes functions out of text until 25.4,
   * hence {@code unsafe-eval}.
   */
  static String pagePolicy(String nonce) {
    return COMMON + " script-src 'self' 'nonce-" + nonce + "' 'unsafe-eval'";
  }

  static void addTo(HttpFields.Mutable headers) {
    headers.put(POLICY, strictPolicy());
    headers.put("X-Content-Type-Options", "nosniff");
    // Nothing is told to other sites. To ourselves it is, or the browser would hide the origin of
    // its own beacons.
    headers.put("Referrer-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put(
        "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
  }
}

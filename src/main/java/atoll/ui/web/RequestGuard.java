package atoll.ui.web;

import java.util.List;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of everything that the server serves, WebSockets included, and lets through only what a page of ours
 * in a browser of the owner's asks for.
 *
 * <p>In this order: the host must be ours (else another site has pointed its name at loopback); the origin must be ours
 * (else another site's page is asking), also where another port of localhost asks, which browsers call the same site; and
 * the browser must hold the pass of {@link BrowserKey} (else another account of this machine is asking).
 */
final class RequestGuard extends Handler.Wrapper {
  private static final long PASS_SECONDS =
      400L * 24 * 60 * 60; // as long as browsers keep a cookie at most

  private final OwnAddress address;
  private final BrowserKey key;
  private final String cookieName;

  /**
   * @param address where the server is bound; cookies are shared by all ports of a host, hence one name for each port
   * @param key who may come in
   * @param inner what is guarded
   */
  RequestGuard(OwnAddress address, BrowserKey key, Handler inner) {
    super(inner);
    this.address = address;
    this.key = key;
    this.cookieName = "atoll-" + address.port();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    SecurityHeaders.addTo(response.getHeaders());
    @Nullable String refusal = Origins.refusal(request, address);
    if (refusal != null) {
      Answers.foreign(response, callback, refusal);
      return true;
    }
    if (Request.getPathInContext(request).equals(Answers.SCRIPT)) {
      Answers.script(response, callback);
      return true;
    }
    @Nullable String token = offeredToken(request);
    if (token != null) {
      exchange(token, request, response, callback);
      return true;
    }
    if (Origins.isBegunElsewhere(request)) {
      Answers.comeAgain(response, callback, "");
      return true;
    }
    if (!holdsPass(request)) {
      Answers.noKey(response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private static @Nullable String offeredToken(Request request) {
    boolean firstPage = HttpMethod.GET.is(request.getMethod())
        && Request.getPathInContext(request).equals("/");
    if (!firstPage) {
      return null;
    }
    Fields parameters = Request.extractQueryParameters(request);
    return parameters.getValue("key");
  }

  private void exchange(String token, Request request, Response response, Callback callback) {
    if (key.isToken(token)) {
      Response.addCookie(
          response,
          HttpCookie.build(cookieName, key.pass())
              .path("/")
              .maxAge(PASS_SECONDS)
              .httpOnly(true)
              .sameSite(HttpCookie.SameSite.STRICT)
              .build());
    } else if (!holdsPass(request) && !Origins.isBegunElsewhere(request)) {
      Answers.oldKey(response, callback);
      return;
    }
    if (Origins.isBegunElsewhere(request)) {
      Answers.comeAgain(response, callback, "/");
    } else {
      Answers.seeFirstPage(response, callback);
    }
  }

  private boolean holdsPass(Request request) {
    return Request.getCookies(request).stream()
        .anyMatch(cookie -> cookie.getName().equals(cookieName) && key.isPass(cookie.getValue()));
  }

  /** What the headers say about where a request comes from. */
  private static final class Origins {
    private static final List<String> OWN_SITES = List.of("same-origin", "none");

    private Origins() {}

    /** Why the request is refused whoever sends it, or null if it is not. */
    static @Nullable String refusal(Request request, OwnAddress address) {
      HttpFields headers = request.getHeaders();
      String host = headers.get(HttpHeader.HOST);
      boolean oneHost = headers.getFields(HttpHeader.HOST).size() == 1;
      if (host == null || !oneHost || !address.isHost(host) || !isSameTarget(request, host)) {
        return "This is not an address of Atoll. It answers at http://localhost:" + address.port()
            + " only.";
      }
      String origin = headers.get(HttpHeader.ORIGIN);
      if (origin == null ? mustNameOrigin(request) : !address.isOrigin(origin, host)) {
        return "The request was not made by a page of Atoll.";
      }
      if (isFromOtherSite(request) && !isBegunElsewhere(request)) {
        return "The request was made by a page of another site.";
      }
      return null;
    }

    /** An address in the request line goes before the Host header, so it must say the same. */
    private static boolean isSameTarget(Request request, String host) {
      String authority = request.getHttpURI().getAuthority();
      return authority == null || authority.equalsIgnoreCase(host);
    }

    private static boolean mustNameOrigin(Request request) {
      boolean safe =
          HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
      return !safe || isUpgrade(request);
    }

    private static boolean isUpgrade(Request request) {
      return request.getHeaders().getField(HttpHeader.UPGRADE) != null;
    }

    /** Other ports of localhost are of the same site and nevertheless strangers. */
    private static boolean isFromOtherSite(Request request) {
      HttpField site = request.getHeaders().getField("Sec-Fetch-Site");
      return site != null && !OWN_SITES.contains(site.getValue());
    }

    /** Whether somebody followed a link from another site to a page of ours, in a window and not in a frame. */
    static boolean isBegunElsewhere(Request request) {
      HttpFields headers = request.getHeaders();
      return isFromOtherSite(request)
          && HttpMethod.GET.is(request.getMethod())
          && !isUpgrade(request)
          && "navigate".equals(headers.get("Sec-Fetch-Mode"))
          && "document".equals(headers.get("Sec-Fetch-Dest"));
    }
  }
}

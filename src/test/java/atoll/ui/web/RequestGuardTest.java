package atoll.ui.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.ui.web.RawClient.Answer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of strangers, sent to a server that really runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestGuardTest {
  private static final int OK = 200;
  private static final int SWITCHING = 101;
  private static final int SEE_OTHER = 303;
  private static final int FORBIDDEN = 403;

  private final BrowserKey key = BrowserKey.forThisStart();
  private final WebServer server = new WebServer(0, key);
  private RawClient client;
  private String host;
  private String pass;

  /** Says that the request came through. */
  private static final class Hello extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("hello");
    }
  }

  /** A WebSocket that listens to nothing. */
  public static final class Quiet extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {}
  }

  @BeforeAll
  void start() throws Exception {
    server.servlet("/*", new Hello());
    server.socket(ServerEndpointConfig.Builder.create(Quiet.class, "/live").build());
    server.startBare();
    client = new RawClient("127.0.0.1", server.port());
    host = "Host: localhost:" + server.port();
    pass = "Cookie: atoll-" + server.port() + "=" + key.pass();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @Test
  void request_withPass_comesThrough() throws IOException {
    assertEquals(OK, client.send("GET / HTTP/1.1", host, pass).status());
  }

  @Test
  void scriptThatComesAgain_isForEverybodyAtTheRightHost() throws IOException {
    Answer script = client.send("GET /again.js HTTP/1.1", host);
    assertEquals(OK, script.status());
    assertEquals("text/javascript;charset=utf-8", script.header("Content-Type").orElse(""));
    assertEquals(
        FORBIDDEN, client.send("GET /again.js HTTP/1.1", "Host: example.org").status());
    assertEquals(FORBIDDEN, client.send("GET /again.js/more HTTP/1.1", host).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void request_onEitherLoopback_comesThrough(String loopback) throws IOException {
    assertEquals(
        OK,
        new RawClient(loopback, server.port())
            .send("GET / HTTP/1.1", host, pass)
            .status());
  }

  @Test
  void request_withoutPass_isRefused() throws IOException {
    assertEquals(FORBIDDEN, client.send("GET / HTTP/1.1", host).status());
  }

  @Test
  void request_withWrongPass_isRefused() throws IOException {
    String wrong = "Cookie: atoll-" + server.port() + "=" + key.token();

    assertEquals(FORBIDDEN, client.send("GET / HTTP/1.1", host, wrong).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attacker.example:PORT",
        "localhost",
        "localhost:1",
        "localhost.attacker.example:PORT",
        "0.0.0.0:PORT",
        ""
      })
  void request_forForeignHost_isRefused(String name) throws IOException {
    String foreign = "Host: " + name.replace("PORT", Integer.toString(server.port()));

    assertNotEquals(OK, client.send("GET / HTTP/1.1", foreign, pass).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
  void request_forAnyNameOfOurs_comesThrough(String name) throws IOException {
    String own = "Host: " + name.replace("PORT", Integer.toString(server.port()));

    assertEquals(OK, client.send("GET / HTTP/1.1", own, pass).status());
  }

  @Test
  void request_withForeignAddressInItsFirstLine_isRefused() throws IOException {
    assertNotEquals(
        OK, client.send("GET http://attacker.example/ HTTP/1.1", host, pass).status());
  }

  @Test
  void request_withTwoHosts_isRefused() throws IOException {
    assertNotEquals(
        OK, client.send("GET / HTTP/1.1", host, "Host: attacker.example", pass).status());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, http://attacker.example",
    "GET, null",
    "POST, http://attacker.example",
    "POST, null",
    "POST, https://localhost:PORT",
    "POST, http://localhost:1",
    "POST, http://127.0.0.1:PORT",
    "PUT, http://attacker.example",
    "DELETE, http://attacker.example"
  })
  void request_fromForeignOrigin_isRefused(String method, String origin) throws IOException {
    String foreign = "Origin: " + origin.replace("PORT", Integer.toString(server.port()));

    Answer answer = client.send(method + " / HTTP/1.1", host, pass, foreign, "Content-Length: 0");

    assertEquals(FORBIDDEN, answer.status());
  }

  @Test
  void post_withoutOrigin_isRefused() throws IOException {
    assertEquals(
        FORBIDDEN,
        client.send("POST / HTTP/1.1", host, pass, "Content-Length: 0").status());
  }

  @Test
  void post_fromOurOrigin_comesThrough() throws IOException {
    Answer answer =
        client.send("POST / HTTP/1.1", host, pass, origin("localhost"), "Content-Length: 0");

    assertEquals(OK, answer.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void request_ofAnotherSitesPage_isRefused(String site) throws IOException {
    String from = "Sec-Fetch-Site: " + site;

    assertEquals(
        FORBIDDEN,
        client
            .send("GET / HTTP/1.1", host, pass, from, "Sec-Fetch-Mode: no-cors")
            .status());
    assertEquals(
        FORBIDDEN,
        client
            .send(
                "GET / HTTP/1.1",
                host,
                pass,
                from,
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: iframe")
            .status());
  }

  @Test
  void link_followedFromAnotherSite_comesAgainFromOurPage() throws IOException {
    Answer answer = client.send(
        "GET /page/1 HTTP/1.1",
        host,
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document");

    assertEquals(OK, answer.status());
    assertFalse(answer.header("Set-Cookie").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://attacker.example", "http://localhost:1", "null"})
  void webSocket_fromForeignOrigin_isRefused(String origin) throws IOException {
    assertEquals(FORBIDDEN, upgrade(host, pass, "Origin: " + origin).status());
  }

  @Test
  void webSocket_withoutOrigin_isRefused() throws IOException {
    assertEquals(FORBIDDEN, upgrade(host, pass).status());
  }

  @Test
  void webSocket_withoutPass_isRefused() throws IOException {
    assertEquals(FORBIDDEN, upgrade(host, origin("localhost")).status());
  }

  @Test
  void webSocket_forForeignHost_isRefused() throws IOException {
    assertEquals(
        FORBIDDEN,
        upgrade("Host: attacker.example:" + server.port(), pass, origin("localhost"))
            .status());
  }

  @Test
  void webSocket_ofAnotherSitesPage_isRefused() throws IOException {
    assertEquals(
        FORBIDDEN,
        upgrade(host, pass, origin("localhost"), "Sec-Fetch-Site: same-site").status());
  }

  @Test
  void webSocket_ofOurPage_isOpened() throws IOException {
    assertEquals(SWITCHING, upgrade(host, pass, origin("localhost")).status());
  }

  @Test
  void token_isExchangedForAStrictCookieAndLeavesTheAddress() throws IOException {
    Answer answer = client.send("GET /?key=" + key.token() + " HTTP/1.1", host);

    assertEquals(SEE_OTHER, answer.status());
    String location = answer.header("Location").orElseThrow();
    assertTrue(
        location.equals("/") || location.equals("http://localhost:" + server.port() + "/"),
        location);
    String cookie = answer.header("Set-Cookie").orElseThrow();
    assertTrue(cookie.startsWith("atoll-" + server.port() + "=" + key.pass()), cookie);
    assertTrue(cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly"), cookie);
  }

  @Test
  void token_worksInASecondBrowser() throws IOException {
    client.send("GET /?key=" + key.token() + " HTTP/1.1", host);

    assertEquals(
        SEE_OTHER, client.send("GET /?key=" + key.token() + " HTTP/1.1", host).status());
  }

  @Test
  void token_ofAnotherStart_isRefused() throws IOException {
    String other = BrowserKey.forThisStart().token();

    Answer answer = client.send("GET /?key=" + other + " HTTP/1.1", host);

    assertEquals(FORBIDDEN, answer.status());
    assertFalse(answer.header("Set-Cookie").isPresent());
  }

  @Test
  void token_ofAnotherStart_doesNotDisturbABrowserWithPass() throws IOException {
    String other = BrowserKey.forThisStart().token();

    assertEquals(
        SEE_OTHER, client.send("GET /?key=" + other + " HTTP/1.1", host, pass).status());
  }

  @Test
  void answer_tellsTheBrowserWhatToRefuse() throws IOException {
    Answer answer = client.send("GET / HTTP/1.1", host, pass);

    String policy = answer.header("Content-Security-Policy").orElseThrow();
    assertTrue(
        policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'self'"), policy);
    assertEquals("nosniff", answer.header("X-Content-Type-Options").orElseThrow());
    assertEquals("same-origin", answer.header("Cross-Origin-Opener-Policy").orElseThrow());
    assertFalse(answer.header("Server").isPresent());
  }

  private String origin(String name) {
    return "Origin: http://" + name + ":" + server.port();
  }

  private Answer upgrade(String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    return client.send("GET /live HTTP/1.1", all.toArray(String[]::new));
  }
}

package atoll.ui.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends what no browser and no polite client would: any header, or none. */
final class RawClient {
  private static final int PATIENCE_MS = 10_000;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final String loopback;
  private final int port;

  RawClient(String loopback, int port) {
    this.loopback = loopback;
    this.port = port;
  }

  /** The head of an answer. */
  record Answer(int status, List<String> head) {
    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }
  }

  /** Sends a request line and headers, and reads the head of the answer. */
  Answer send(String requestLine, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of(requestLine));
    lines.addAll(List.of(headers));
    String request = String.join("\r\n", lines) + END_OF_HEAD;
    try (Socket socket = new Socket(InetAddress.getByName(loopback), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return parse(readHead(socket.getInputStream()));
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END_OF_HEAD) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the answer ended in its head: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static Answer parse(String head) {
    List<String> lines = head.strip().lines().toList();
    return new Answer(
        Integer.parseInt(lines.getFirst().split(" ", -1)[1]), lines.subList(1, lines.size()));
  }
}

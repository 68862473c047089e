package atoll.ui.web;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The sockets on both loopback addresses, with one port. Both, because browsers try either for {@code localhost}: a
 * stranger on the other one would be handed our address with its key.
 */
final class Loopback {
  private static final int ATTEMPTS = 20;
  private static final String IPV4 = "127.0.0.1";
  private static final String IPV6 = "::1";

  private Loopback() {}

  /**
   * Binds, and gives the server the connectors.
   *
   * @param port 0 for any that is free on both addresses
   * @return the port
   * @throws PortTakenException if somebody else has the port on one of them
   */
  static int bind(Server server, int port) throws IOException {
    int attempts = port == 0 ? ATTEMPTS : 1;
    for (int attempt = 1; ; attempt++) {
      List<ServerConnector> opened = new ArrayList<>();
      try {
        ServerConnector first = open(server, IPV4, port);
        opened.add(first);
        if (hasIpv6()) {
          opened.add(open(server, IPV6, first.getLocalPort()));
        }
        opened.forEach(server::addConnector);
        return first.getLocalPort();
      } catch (IOException failure) {
        opened.forEach(ServerConnector::close);
        if (!isTaken(failure)) {
          throw failure;
        }
        if (attempt == attempts) {
          throw new PortTakenException(port, failure);
        }
      }
    }
  }

  private static ServerConnector open(Server server, String host, int port) throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.open();
    return connector;
  }

  private static boolean isTaken(IOException failure) {
    return failure instanceof BindException || failure.getCause() instanceof BindException;
  }

  private static boolean hasIpv6() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getByName(IPV6)) != null;
  }
}

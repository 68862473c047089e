package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Sockets of the tunnel: TLS 1.3 and nothing older, both sides with the certificate of a device. */
final class TunnelSockets {
  /** How long a handshake and the first words may take. */
  static final int HANDSHAKE_MILLIS = 5_000;

  private static final int CONNECT_MILLIS = 3_000;
  private static final int BACKLOG = 64;
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  /**
   * A socket whose other side is known.
   *
   * @param pin who it is
   */
  record Secured(SSLSocket socket, Hash pin) implements Closeable {
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private final SSLContext context;

  TunnelSockets(TunnelIdentity identity) {
    try {
      context = SSLContext.getInstance(PROTOCOLS[0]);
      context.init(
          new KeyManager[] {new OneKey(identity)}, new TrustManager[] {new PinTrust()}, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS 1.3 cannot be had", e);
    }
  }

  SSLServerSocket listen(InetAddress address, int port) throws IOException {
    SSLServerSocket server = (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(port, BACKLOG, address);
    server.setEnabledProtocols(PROTOCOLS);
    server.setNeedClientAuth(true);
    return server;
  }

  /** Calls somebody, whoever it is. */
  Secured connect(String address) throws IOException {
    InetSocketAddress target = parse(address);
    Socket plain = new Socket();
    try {
      plain.connect(target, CONNECT_MILLIS);
      return secureAsCaller(plain, target);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** Calls somebody through a connection that is carried there by others, who see nothing of it. */
  Secured within(Socket carried, String address) throws IOException {
    InetSocketAddress target = parse(address);
    return secureAsCaller(carried, target);
  }

  private Secured secureAsCaller(Socket plain, InetSocketAddress target) throws IOException {
    SSLSocket socket = (SSLSocket) context
        .getSocketFactory()
        .createSocket(plain, target.getHostString(), target.getPort(), true);
    socket.setUseClientMode(true);
    return secure(socket);
  }

  /**
   * Shakes hands, which proves who the other side is and nothing more.
   *
   * @throws IOException if it is no device; the socket is closed then
   */
  Secured secure(SSLSocket socket) throws IOException {
    try {
      socket.setEnabledProtocols(PROTOCOLS);
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout(HANDSHAKE_MILLIS);
      socket.startHandshake();
      Hash pin = TunnelIdentity.pin((X509Certificate[]) socket.getSession().getPeerCertificates());
      return new Secured(socket, pin);
    } catch (CertificateException | ClassCastException e) {
      socket.close();
      throw new IOException("the other side is no device", e);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  static InetSocketAddress parse(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      return new InetSocketAddress(
          address.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", ""), port);
    } catch (IllegalArgumentException e) {
      throw new IOException("\"" + address + "\" is no address of the form host:port", e);
    }
  }
}

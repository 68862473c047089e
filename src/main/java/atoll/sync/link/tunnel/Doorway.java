package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * The one port of an instance where the tunnels of others come in, whatever workspace they want to: who may is carried to
 * the member or told the directory, nobody else is heard, and nobody learns which workspaces there are. For any thread.
 */
public final class Doorway implements Closeable {
  private static final Logger LOG = System.getLogger(Doorway.class.getName());

  /** Connections that have not said yet who they are; further ones are turned away. */
  private static final int MOST_UNKNOWN = 64;

  /** How long a stranger is carried to somebody who waits here: enough for a question. */
  private static final long STRANGER_SECONDS = 15;

  private final DoorwayOptions options;
  private final TunnelIdentity identity;
  private final TunnelSockets sockets;
  private final Map<Hash, Room> rooms = new ConcurrentHashMap<>();
  private final Semaphore unknown = new Semaphore(MOST_UNKNOWN);
  private volatile Stranger stranger = Stranger.NONE;
  private final AtomicLong refused = new AtomicLong();
  private Optional<SSLServerSocket> server = Optional.empty();
  private boolean closed;

  /** Opens nothing yet: that is done when the first tunnel starts. */
  public Doorway(DoorwayOptions options, TunnelIdentity identity) {
    this.options = options;
    this.identity = identity;
    this.sockets = new TunnelSockets(identity);
  }

  /** The port; 0 as long as it is not open. */
  public synchronized int port() {
    return server.map(SSLServerSocket::getLocalPort).orElse(0);
  }

  /** Answers who asks for no workspace. */
  public void answers(Stranger answers) {
    stranger = answers;
  }

  /** Begins to listen although there is no tunnel yet. */
  public synchronized void open() throws IOException {
    if (server.isEmpty() && !closed) {
      SSLServerSocket listening = listen();
      server = Optional.of(listening);
      Thread.ofVirtual().name("atoll-tunnel-door").start(() -> accept(listening));
    }
  }

  /** Where others may meet this doorway, each {@code host:port}; nothing as long as it is not open. */
  public List<String> addresses() {
    int at = port();
    return at == 0 ? List.of() : hosts().stream().map(host -> host + ":" + at).toList();
  }

  /**
   * Asks at another doorway, without any workspace.
   *
   * @param other whose doorway it must be
   * @throws IOException if it is not there, or does not answer
   */
  public byte[] ask(String address, Hash other, byte[] question) throws IOException {
    return Caller.ask(sockets, address, other::equals, Hash.NONE, question).bytes();
  }

  /**
   * An answer at another doorway.
   *
   * @param by the pin of the device that answered, which TLS proved
   * @param bytes not copied
   */
  public record Answer(Hash by, byte[] bytes) {}

  /**
   * Asks at another doorway, without any workspace, whoever answers there.
   *
   * @throws RefusedException if it does not answer the question
   * @throws IOException if nobody is there
   */
  public Answer askAnybody(String address, byte[] question) throws IOException {
    return Caller.ask(sockets, address, anybody -> true, Hash.NONE, question);
  }

  /** As {@link #askAnybody}, about a workspace, whose members answer strangers too. */
  public Answer askAnybody(String address, WorkspaceId workspace, byte[] question)
      throws IOException {
    return Caller.ask(sockets, address, anybody -> true, Room.name(workspace), question);
  }

  /** Connections of those who may not pass, so far. */
  public long refused() {
    return refused.get();
  }

  @Override
  public synchronized void close() {
    closed = true;
    server.ifPresent(Tunnel::closeQuietly);
    server = Optional.empty();
  }

  TunnelIdentity identity() {
    return identity;
  }

  InetAddress loopback() {
    return options.loopback();
  }

  /** A connection to this doorway itself, as others make them. */
  Socket enter() throws IOException {
    InetAddress at = options.bind().isAnyLocalAddress() ? options.loopback() : options.bind();
    return new Socket(at, port());
  }

  TunnelSockets sockets() {
    return sockets;
  }

  void enter(Hash name, Room room) {
    rooms.put(name, room);
  }

  void leave(Hash name) {
    rooms.remove(name);
  }

  /** All addresses of this machine, whether there is a network behind them or not. */
  static Set<InetAddress> here() {
    Set<InetAddress> all = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces().forEach(card -> card.inetAddresses().forEach(all::add));
    } catch (SocketException e) {
      LOG.log(Level.DEBUG, "the network interfaces cannot be listed", e);
    }
    return all;
  }

  /** Under what others on other machines, or at least on this one, meet this doorway. */
  Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>(options.hosts());
    if (!hosts.isEmpty()) {
      return hosts;
    }
    if (!options.bind().isAnyLocalAddress()) {
      return Set.of(text(options.bind()));
    }
    try {
      for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
        if (card.isUp() && !card.isLoopback()) {
          card.inetAddresses().filter(Doorway::isTold).forEach(address -> hosts.add(text(address)));
        }
      }
    } catch (SocketException e) {
      LOG.log(Level.DEBUG, "the network interfaces cannot be listed", e);
    }
    return hosts.isEmpty() ? Set.of(text(options.loopback())) : hosts;
  }

  private SSLServerSocket listen() throws IOException {
    try {
      return sockets.listen(options.bind(), options.port());
    } catch (IOException taken) {
      if (options.insists()) {
        throw new IOException(
            "Port " + options.port() + ", where other devices come in, cannot be had: "
                + taken.getMessage()
                + ". Choose another one with --cluster-port.",
            taken);
      }
      return sockets.listen(options.bind(), 0);
    }
  }

  private void accept(SSLServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listening.accept();
        if (unknown.tryAcquire()) {
          Thread.ofVirtual().name("atoll-tunnel-in").start(() -> greet(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.log(Level.DEBUG, "a connection was not accepted", e);
        }
      }
    }
  }

  private void greet(SSLSocket socket) {
    boolean waiting = true;
    try (socket) {
      Hash caller = sockets.secure(socket).pin();
      Greeting.Hello hello = Greeting.readHello(socket.getInputStream());
      Room room = rooms.get(hello.room());
      if (hello.kind() == Greeting.KNOCK) {
        answer(socket, room == null ? stranger : room.stranger(), caller);
        return;
      }
      boolean belongs = room != null && room.admits(caller, hello.passes());
      if (room == null || !belongs && hello.kind() != Greeting.ONWARD) {
        Greeting.writeRefusal(socket.getOutputStream());
        throw new IOException("the other side may not pass");
      }
      if (belongs) {
        unknown.release();
        waiting = false;
      }
      if (hello.kind() == Greeting.ONWARD) {
        onward(socket, room, belongs);
        return;
      }
      Greeting.writeWelcome(socket.getOutputStream(), room.passes());
      serve(socket, hello.kind(), room, caller);
    } catch (IOException | RuntimeException e) {
      if (waiting && refused.getAndIncrement() == 0) {
        LOG.log(
            Level.INFO,
            "a connection of somebody who does not belong to the workspace was refused");
      }
      LOG.log(Level.DEBUG, "a connection of the tunnel ended", e);
    } finally {
      if (waiting) {
        unknown.release();
      }
    }
  }

  /** A stranger holds its place among the unknown until it has its answer. */
  private static void answer(SSLSocket socket, Stranger stranger, Hash caller) throws IOException {
    byte[] question = Greeting.readQuestion(socket.getInputStream());
    Optional<byte[]> answer = stranger.asks(caller, question);
    if (answer.isEmpty()) {
      Greeting.writeRefusal(socket.getOutputStream());
    } else {
      Greeting.writeWelcome(socket.getOutputStream(), List.of());
      Greeting.writeBlob(socket.getOutputStream(), answer.get());
    }
  }

  /** A stranger is carried for a moment only, and holds its place among the unknown meanwhile. */
  private static void onward(SSLSocket socket, Room room, boolean belongs) throws IOException {
    Hash to = Greeting.readHash(socket.getInputStream());
    if (!belongs) {
      CompletableFuture.delayedExecutor(STRANGER_SECONDS, TimeUnit.SECONDS)
          .execute(() -> Tunnel.closeQuietly(socket));
    }
    if (!room.waiting().carry(socket, to)) {
      Greeting.writeRefusal(socket.getOutputStream());
    }
  }

  private void serve(SSLSocket socket, int kind, Room room, Hash caller) throws IOException {
    switch (kind) {
      case Greeting.DIRECTORY -> {
        Greeting.Told told = Greeting.read(socket.getInputStream());
        String host = socket.getInetAddress().getHostAddress();
        Greeting.write(socket.getOutputStream(), room.exchange(told, caller, host));
      }
      case Greeting.CARRY -> {
        Socket member = new Socket(options.loopback(), room.memberPort());
        room.splices().carry(socket, member, caller);
      }
      case Greeting.WAIT -> room.waiting().stay(socket, caller);
      default -> LOG.log(Level.DEBUG, "a member greets in a way of its own: {0}", kind);
    }
  }

  private static boolean isTold(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text.replaceAll("%.*", "") + "]" : text;
  }
}

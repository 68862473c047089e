package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Calls at the doorways of others on behalf of one workspace: both sides have to be let in by the other. For any thread. */
final class Caller {
  private final Hash room;
  private final Pins pins;
  private final TunnelSockets sockets;
  private final AtomicBoolean refused = new AtomicBoolean();

  Caller(Hash room, Pins pins, TunnelSockets sockets) {
    this.room = room;
    this.pins = pins;
    this.sockets = sockets;
  }

  /** See {@link Tunnel#wasRefused}. */
  boolean wasRefused() {
    return refused.getAndSet(false);
  }

  /** Asks as a stranger somebody who may come in here. */
  byte[] ask(String address, byte[] question) throws IOException {
    return ask(sockets, address, pins::allows, room, question).bytes();
  }

  /** @param known whether it may be asked who answers at the address */
  static Doorway.Answer ask(
      TunnelSockets sockets, String address, Predicate<Hash> known, Hash room, byte[] question)
      throws IOException {
    try (TunnelSockets.Secured other = sockets.connect(address)) {
      if (!known.test(other.pin())) {
        throw new IOException("a stranger answers at " + address);
      }
      OutputStream out = other.socket().getOutputStream();
      Greeting.writeHello(out, new Greeting.Hello(Greeting.KNOCK, room, List.of()));
      Greeting.writeBlob(out, question);
      InputStream in = other.socket().getInputStream();
      var _ = Greeting.readWelcome(in);
      return new Doorway.Answer(other.pin(), Greeting.readAnswer(in));
    }
  }

  /** @throws IOException if nobody is met there, or somebody who may not come in, or who does not let this device in */
  TunnelSockets.Secured call(String address, int kind) throws IOException {
    TunnelSockets.Secured other = sockets.connect(address);
    try {
      if (!pins.allows(other.pin()) && !pins.takesPasses()) {
        throw new IOException("a stranger answers at " + address);
      }
      Greeting.writeHello(
          other.socket().getOutputStream(), new Greeting.Hello(kind, room, pins.passes()));
      if (!pins.admits(other.pin(), Greeting.readWelcome(other.socket().getInputStream()))) {
        throw new IOException("a stranger answers at " + address);
      }
      return other;
    } catch (IOException | RuntimeException e) {
      if (e instanceof RefusedException) {
        refused.set(true);
      }
      other.close();
      throw e;
    }
  }
}

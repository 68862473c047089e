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
  private final Hears hears;
  private final AtomicBoolean refused = new AtomicBoolean();

  /** What others say to a call, on the thread that called. */
  interface Hears {
    /** This device may not come in there. */
    void refused(Hash by);

    /** Both let each other in. */
    void letIn(Hash by);
  }

  Caller(Hash room, Pins pins, TunnelSockets sockets, Hears hears) {
    this.room = room;
    this.pins = pins;
    this.sockets = sockets;
    this.hears = hears;
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
        throw new StrangerException(address);
      }
      return new Doorway.Answer(other.pin(), ask(other, room, question));
    }
  }

  private static byte[] ask(TunnelSockets.Secured other, Hash room, byte[] question)
      throws IOException {
    OutputStream out = other.socket().getOutputStream();
    Greeting.writeHello(out, new Greeting.Hello(Greeting.KNOCK, room, List.of()));
    Greeting.writeBlob(out, question);
    InputStream in = other.socket().getInputStream();
    var _ = Greeting.readWelcome(in);
    return Greeting.readAnswer(in);
  }

  /**
   * As {@link #ask(String, byte[])}, through the doorway at the address, where the other one waits.
   *
   * @param other who is asked
   */
  byte[] askThrough(String address, Hash other, byte[] question) throws IOException {
    try (TunnelSockets.Secured met = through(address, other)) {
      return ask(met, room, question);
    }
  }

  /** As {@link #call}, through the doorway at the address, where the other one waits. */
  TunnelSockets.Secured callThrough(String address, Hash other, int kind) throws IOException {
    return greet(through(address, other), address, kind);
  }

  /** Whoever stands at the address is not asked who it is: nobody but the wanted one can answer through it. */
  private TunnelSockets.Secured through(String address, Hash other) throws IOException {
    TunnelSockets.Secured between = sockets.connect(address);
    try {
      OutputStream out = between.socket().getOutputStream();
      Greeting.writeHello(out, new Greeting.Hello(Greeting.ONWARD, room, pins.passes()));
      out.write(other.toBytes());
      out.flush();
      var _ = Greeting.readWelcome(between.socket().getInputStream());
      TunnelSockets.Secured met = sockets.within(between.socket(), address);
      if (!met.pin().equals(other)) {
        throw new IOException("somebody else answers through " + address);
      }
      return met;
    } catch (IOException | RuntimeException e) {
      between.close();
      throw e;
    }
  }

  /** @throws IOException if nobody is met there, or somebody who may not come in, or who does not let this device in */
  TunnelSockets.Secured call(String address, int kind) throws IOException {
    return greet(sockets.connect(address), address, kind);
  }

  private TunnelSockets.Secured greet(TunnelSockets.Secured other, String address, int kind)
      throws IOException {
    try {
      if (!pins.allows(other.pin()) && !pins.takesPasses()) {
        throw new StrangerException(address);
      }
      Greeting.writeHello(
          other.socket().getOutputStream(), new Greeting.Hello(kind, room, pins.passes()));
      if (!pins.admits(other.pin(), Greeting.readWelcome(other.socket().getInputStream()))) {
        throw new StrangerException(address);
      }
      hears.letIn(other.pin());
      return other;
    } catch (IOException | RuntimeException e) {
      if (e instanceof RefusedException) {
        refused.set(true);
        hears.refused(other.pin());
      }
      other.close();
      throw e;
    }
  }
}

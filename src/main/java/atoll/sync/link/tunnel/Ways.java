package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds a way to another device: to its own addresses, and if that takes long or leads nowhere, through a relay where it
 * waits. For any thread.
 */
final class Ways {
  private static final Logger LOG = System.getLogger(Ways.class.getName());

  /** A device that is far away answers sooner, and the straight way is the better one. */
  private static final long STRAIGHT_MILLIS = 2_500;

  private final Directory directory;
  private final Pins pins;
  private final Caller caller;

  Ways(Directory directory, Pins pins, Caller caller) {
    this.directory = directory;
    this.pins = pins;
    this.caller = caller;
  }

  /** The relays that are known. */
  List<TunnelEntry> relays() {
    return directory.others().stream()
        .filter(entry -> pins.isRelay(entry.pin()))
        .toList();
  }

  /**
   * Calls the device wherever it is met.
   *
   * @param kind what is wanted there, one of {@link Greeting}
   * @throws IOException if there is no way
   */
  TunnelSockets.Secured reach(Hash pin, int kind) throws IOException {
    CompletableFuture<Optional<TunnelSockets.Secured>> straight = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("atoll-tunnel-straight")
        .start(() -> straight.complete(straight(pin, kind)));
    try {
      Optional<TunnelSockets.Secured> met = soon(straight);
      if (met.isEmpty()) {
        met = through(pin, kind);
        if (met.isPresent()) {
          var _ = straight.thenAccept(late -> late.ifPresent(Tunnel::closeQuietly));
        } else {
          met = straight.get();
        }
      }
      return met.orElseThrow(() -> new IOException("there is no way to " + pin));
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Optional<TunnelSockets.Secured> soon(
      CompletableFuture<Optional<TunnelSockets.Secured>> straight)
      throws ExecutionException, InterruptedException {
    try {
      return straight.get(STRAIGHT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  private Optional<TunnelSockets.Secured> straight(Hash pin, int kind) {
    for (String address : addresses(pin)) {
      try {
        TunnelSockets.Secured met = caller.call(address, kind);
        if (met.pin().equals(pin)) {
          return Optional.of(met);
        }
        met.close();
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.DEBUG, "a device is not met at " + address, e);
      }
    }
    return Optional.empty();
  }

  private Optional<TunnelSockets.Secured> through(Hash pin, int kind) {
    for (TunnelEntry relay : relays()) {
      if (!relay.pin().equals(pin)) {
        for (String address : relay.addresses()) {
          try {
            return Optional.of(caller.callThrough(address, pin, kind));
          } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a device is not met through " + address, e);
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<String> addresses(Hash pin) {
    return directory.entry(pin).map(TunnelEntry::addresses).orElse(List.of());
  }
}

package atoll.sync.sim;

import atoll.sync.link.Link;
import atoll.sync.link.LinkListener;
import atoll.sync.link.PeerId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A link whose network is the simulation's. */
final class SimLink implements Link {
  private final World world;
  private final SimProcess device;
  private final PeerId self;
  private Optional<LinkListener> listener = Optional.empty();

  SimLink(World world, SimProcess device) {
    this.world = world;
    this.device = device;
    this.self = new PeerId(world.random.nextLong(), world.random.nextLong());
  }

  @Override
  public PeerId self() {
    return self;
  }

  @Override
  public void start(LinkListener listener) {
    this.listener = Optional.of(listener);
    world.at(world.random.nextInt(2_000), this::tellPeers);
    world.reachabilityChanged();
  }

  void tellPeers() {
    if (device.isAwake()) {
      listener.ifPresent(l -> l.changed(peers()));
    }
  }

  boolean isOpen() {
    return listener.isPresent();
  }

  @Override
  public Set<PeerId> peers() {
    Set<PeerId> there = new TreeSet<>();
    for (SimProcess other : world.devices) {
      if (other.link != this && other.link.isOpen() && device.reaches(other.link)) {
        there.add(other.link.self);
      }
    }
    return there;
  }

  @Override
  public void broadcast(byte[] message) {
    for (PeerId peer : peers()) {
      world.carry(this, peer, message);
    }
  }

  @Override
  public void send(PeerId to, byte[] message) {
    if (peers().contains(to)) {
      world.carry(this, to, message);
    }
  }

  void receive(PeerId from, byte[] message) {
    listener.ifPresent(l -> l.received(from, message));
  }

  /** Whose link it is. */
  SimProcess device() {
    return device;
  }

  @Override
  public void close() {
    listener = Optional.empty();
  }
}

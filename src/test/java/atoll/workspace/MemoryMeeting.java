package atoll.workspace;

import atoll.sync.SyncOptions;
import atoll.sync.SyncSession;
import atoll.sync.SyncThread;
import atoll.sync.link.Link;
import atoll.sync.link.MemoryLink;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All instances of a test meet in one hub. */
public final class MemoryMeeting implements Meeting {
  private final MemoryLink.Hub hub;
  private final UnaryOperator<Link> around;
  private final Optional<MemoryDoorstep> doorstep;

  /** @param around puts something between an instance and the hub */
  public MemoryMeeting(MemoryLink.Hub hub, UnaryOperator<Link> around) {
    this(hub, around, Optional.empty());
  }

  MemoryMeeting(MemoryLink.Hub hub, UnaryOperator<Link> around, Optional<MemoryDoorstep> doorstep) {
    this.hub = hub;
    this.around = around;
    this.doorstep = doorstep;
  }

  @Override
  public Doorstep doorstep() {
    return doorstep.<Doorstep>map(each -> each).orElse(Doorstep.NONE);
  }

  @Override
  public Met open(Wish wish) {
    doorstep.ifPresent(each -> each.holds(wish.workspace(), wish.inbox()));
    SyncThread thread = new SyncThread("sync");
    SyncSession session = new SyncSession(
        SyncOptions.DEFAULT,
        wish.workspace(),
        wish.store(),
        wish.inbox(),
        around.apply(new MemoryLink(hub)),
        thread,
        wish.witness());
    return new Met() {
      @Override
      public SyncSession session() {
        return session;
      }

      @Override
      public List<String> addresses() {
        return doorstep.map(MemoryDoorstep::address).stream().toList();
      }

      @Override
      public void know(List<String> addresses) {
        // All meet in one hub.
      }

      @Override
      public void close() {
        session.close();
        thread.close();
      }
    };
  }
}

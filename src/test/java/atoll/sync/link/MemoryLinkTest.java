package atoll.sync.link;

class MemoryLinkTest extends LinkContract {
  private final MemoryLink.Hub hub = new MemoryLink.Hub();

  @Override
  protected Link open() {
    return new MemoryLink(hub);
  }
}

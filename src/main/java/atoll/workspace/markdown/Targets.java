package atoll.workspace.markdown;

import java.util.Optional;

/** What the links of a Markdown file lead to, as it is seen from there. */
public interface Targets {
  /** Leads nowhere but to the web. */
  Targets NONE = new Targets() {
    @Override
    public Optional<Page> page(String destination) {
      return Optional.empty();
    }

    @Override
    public Optional<Kept> file(String destination) {
      return Optional.empty();
    }

    @Override
    public void lost(Loss what) {}
  };

  /**
   * A page that a link leads to.
   *
   * @param node its id
   * @param title its title now
   */
  record Page(String node, String title) {}

  /**
   * A file whose bytes are kept.
   *
   * @param blob the hash of the bytes
   * @param size in bytes
   */
  record Kept(String blob, String name, long size) {}

  /** The page that a relative address, an address within Atoll or the name in a wiki link leads to. */
  Optional<Page> page(String destination);

  /** The file that it leads to; it is kept by being asked for. */
  Optional<Kept> file(String destination);

  /** Hears of each thing that no page can hold. */
  void lost(Loss what);
}

package atoll.workspace.markdown;

import java.util.Optional;

/** Where the links of a page lead that is being written: back to the pages that they were made of. */
final class WrittenTargets implements Targets {
  private static final String PAGE = "/p/";

  private final MarkdownPage.Surroundings around;

  WrittenTargets(MarkdownPage.Surroundings around) {
    this.around = around;
  }

  @Override
  public Optional<Page> page(String destination) {
    String node = destination.startsWith(PAGE)
        ? destination.substring(PAGE.length())
        : around.node(destination);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    String title = around.title(node);
    return Optional.of(new Page(node, title.isBlank() ? node : title));
  }

  @Override
  public Optional<Kept> file(String destination) {
    return Optional.empty();
  }

  @Override
  public void lost(Loss what) {}
}

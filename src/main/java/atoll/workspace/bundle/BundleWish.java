package atoll.workspace.bundle;

import atoll.workspace.Instance;
import atoll.workspace.Node;
import atoll.workspace.NodeId;
import atoll.workspace.Workspace;
import atoll.workspace.bundle.BundleException.Why;
import atoll.workspace.people.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What somebody wants to carry, in words: ids and names are both understood.
 *
 * @param workspace whose entries; empty for the only one, or the one that the page is in
 * @param page the page, an address that ends with its id, or a title; empty for everything
 * @param device who it is for, so that only what that device lacks goes along; empty for anybody
 */
public record BundleWish(
    Optional<String> workspace, Optional<String> page, Optional<String> device) {

  /** What a word names, and what to say if it names none or several. */
  private enum Sought {
    WORKSPACE(Why.UNKNOWN_WORKSPACE, Why.WORKSPACES_OF_A_NAME),
    PAGE(Why.UNKNOWN_PAGE, Why.PAGES_OF_A_NAME),
    DEVICE(Why.UNKNOWN_DEVICE, Why.DEVICES_OF_A_NAME);

    private final Why none;
    private final Why several;

    Sought(Why none, Why several) {
      this.none = none;
      this.several = several;
    }
  }

  /**
   * Writes the file.
   *
   * @return entries in it
   * @throws BundleException if a word fits nothing, or several things
   */
  public long write(Instance instance, Path file) throws IOException {
    if (page.isPresent() && device.isPresent()) {
      throw new BundleException(Why.PAGE_AND_DEVICE);
    }
    List<Workspace> among = workspace.isPresent()
        ? List.of(one(
            Sought.WORKSPACE,
            instance.workspaces(),
            workspace.get(),
            each -> each.id().toString(),
            Workspace::name))
        : instance.workspaces();
    if (page.isPresent()) {
      return ofPage(among, page.get(), file);
    }
    if (among.size() != 1) {
      throw among.isEmpty()
          ? new BundleException(Why.NO_WORKSPACE)
          : new BundleException(Why.SEVERAL_WORKSPACES, names(among));
    }
    Workspace carried = among.getFirst();
    return device.isPresent()
        ? carried.bundles().writeFor(file, deviceOf(carried, device.get()))
        : carried.bundles().write(file);
  }

  private static long ofPage(List<Workspace> among, String wanted, Path file) throws IOException {
    record Found(Workspace workspace, Node page) {}
    List<Found> all = among.stream()
        .flatMap(each -> each.tree().state().walk().stream().map(page -> new Found(each, page)))
        .toList();
    String last = wanted.substring(wanted.lastIndexOf('/') + 1);
    String id = NodeId.parse(last).map(NodeId::toString).orElse(wanted);
    Found found = one(
        Sought.PAGE,
        all,
        id,
        each -> each.page().id().toString(),
        each -> each.page().title());
    return found
        .workspace()
        .bundles()
        .writeOf(file, PageParts.of(found.workspace(), found.page().id()));
  }

  private static String deviceOf(Workspace workspace, String wanted) throws BundleException {
    List<Person.Device> devices = workspace.people().all().stream()
        .flatMap(person -> person.devices().stream())
        .toList();
    return one(Sought.DEVICE, devices, wanted, Person.Device::id, Person.Device::name)
        .id();
  }

  /** The one of that id, or the only one of that name. */
  private static <T> T one(
      Sought kind, List<T> all, String wanted, Function<T, String> id, Function<T, String> name)
      throws BundleException {
    List<T> exact = all.stream().filter(each -> id.apply(each).equals(wanted)).toList();
    List<T> found = exact.isEmpty()
        ? all.stream()
            .filter(each -> name.apply(each).strip().equalsIgnoreCase(wanted.strip()))
            .toList()
        : exact;
    if (found.isEmpty()) {
      throw new BundleException(kind.none, wanted);
    }
    if (found.size() > 1) {
      throw new BundleException(
          kind.several, wanted, String.join(", ", found.stream().map(id).toList()));
    }
    return found.getFirst();
  }

  private static String names(List<Workspace> all) {
    return String.join(", ", all.stream().map(Workspace::name).toList());
  }
}

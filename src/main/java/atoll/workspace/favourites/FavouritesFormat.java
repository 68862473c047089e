package atoll.workspace.favourites;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.ListView;
import atoll.crdt.Value;
import atoll.crdt.View;
import atoll.crypto.Hash;
import atoll.identity.PersonId;
import atoll.store.DocumentId;
import atoll.workspace.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Where a person's favourites are written: a document of the workspace, so that they are on every device of theirs. */
final class FavouritesFormat {
  /** The ids of the pages in their order. An id may stand in it twice, where two devices put it there at once. */
  static final ContainerId PAGES = ContainerId.root(Kind.LIST, "pages");

  private static final String PREFIX = "favourites-";
  private static final int KEY_CHARACTERS = 48;

  private FavouritesFormat() {}

  /** The document of that person. */
  static DocumentId document(PersonId person) {
    byte[] id = person.toString().getBytes(StandardCharsets.UTF_8);
    return new DocumentId(PREFIX + Hash.of(id).toString().substring(0, KEY_CHARACTERS));
  }

  /** The pages in their order, each once: where it stands first. */
  static List<NodeId> pages(View document) {
    ListView list = document.list(PAGES);
    LinkedHashSet<NodeId> pages = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      page(list.get(i)).ifPresent(pages::add);
    }
    return List.copyOf(pages);
  }

  /** Where a page stands, in ascending order; nowhere, once, or more often after two devices put it there at once. */
  static List<Integer> places(View document, NodeId page) {
    ListView list = document.list(PAGES);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (page(list.get(i)).equals(Optional.of(page))) {
        places.add(i);
      }
    }
    return places;
  }

  private static Optional<NodeId> page(Value value) {
    return value instanceof Value.Text(String id) ? NodeId.parse(id) : Optional.empty();
  }
}

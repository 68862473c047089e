package atoll.workspace.inbox;

import atoll.crdt.ContainerId;
import atoll.crdt.Kind;
import atoll.crdt.Value;
import atoll.crdt.View;
import atoll.crypto.Hash;
import atoll.store.DocumentId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Where it is written what a person has read: a document of the workspace, so that it is on every device of theirs. */
final class InboxFormat {
  /** Holds {@code true} under the id of each note that was read. */
  static final ContainerId READ = ContainerId.root(Kind.MAP, "read");

  private static final String PREFIX = "inbox-";
  private static final int ID_CHARACTERS = 48;

  private InboxFormat() {}

  /** The document of the person with that id. */
  static DocumentId document(String person) {
    byte[] id = person.getBytes(StandardCharsets.UTF_8);
    return new DocumentId(PREFIX + Hash.of(id).toString().substring(0, ID_CHARACTERS));
  }

  static Set<String> read(View document) {
    Set<String> read = new HashSet<>();
    for (String id : document.map(READ).keys()) {
      if (Value.of(true).equals(document.map(READ).get(id))) {
        read.add(id);
      }
    }
    return read;
  }
}

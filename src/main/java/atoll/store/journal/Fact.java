package atoll.store.journal;

import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.TabStep;
import java.util.List;
import java.util.Optional;

/** What a journal says: all that a data folder knows and could not derive from the rest. */
public sealed interface Fact {
  /**
   * A workspace came.
   *
   * @param no the number that the other facts name it by, from 1
   */
  record Workspace(int no, WorkspaceId id) implements Fact {}

  /**
   * Entries were appended, all at once.
   *
   * @param workspace its number
   * @param first the position of the first entry; the others follow it
   */
  record Appended(int workspace, long first, List<Item> items, Optional<TabStep> step)
      implements Fact {
    public Appended {
      items = List.copyOf(items);
    }
  }

  /**
   * One entry.
   *
   * @param touches the documents that it changes
   * @param setAside why its changes were not applied, if they were not
   */
  record Item(Envelope envelope, List<DocumentId> touches, Optional<String> setAside) {
    public Item {
      touches = touches.stream().distinct().toList();
    }

    /** An entry that is to be appended. It is hashed here and not on the thread that writes, for which others wait. */
    public static Item of(WorkspaceStore.Entry entry) {
      Item item = new Item(entry.envelope(), entry.touches(), entry.setAside());
      item.hash();
      return item;
    }

    /** The envelope as it is stored and hashed; not to be changed. */
    public byte[] bytes() {
      return envelope.toBytes();
    }

    /** The hash of the bytes. */
    public Hash hash() {
      return envelope.hash();
    }
  }

  /** A setting of the device was changed. */
  record Setting(String name, byte[] content) implements Fact {}

  /**
   * A setting of a workspace was changed.
   *
   * @param workspace its number
   */
  record Property(int workspace, String name, byte[] content) implements Fact {}
}

package atoll.crdt;

/** A list at one version. */
public interface ListView {
  int size();

  /** The value at {@code index}. */
  Value get(int index);

  /** The item at {@code index}: its name for as long as the document lives. */
  OpId item(int index);

  /** The operation that wrote the value at {@code index}: the maker of a container that hangs there. */
  OpId writer(int index);

  /** Where the item stands, or -1. */
  int indexOf(OpId item);
}

package atoll.crypto;

/**
 * Names a workspace by the hash of its first record, so that nobody can make two workspaces of one name.
 *
 * @param hash the hash of the first record
 */
public record WorkspaceId(Hash hash) implements Comparable<WorkspaceId> {
  /** @throws IllegalArgumentException if the text is not 64 hexadecimal digits */
  public static WorkspaceId parse(String text) {
    return new WorkspaceId(Hash.parse(text));
  }

  @Override
  public int compareTo(WorkspaceId other) {
    return hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return hash.toString();
  }
}

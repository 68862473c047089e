package atoll.identity;

/** What a person may do in a workspace. The greater role may all that the lesser may; the order is part of the format. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Reads and comments. */
  COMMENTER,
  /** Reads, comments and writes. */
  EDITOR,
  /** All of that, and says who belongs. */
  OWNER;

  /** Whether this role allows an action. The one place that says so, asked by every replica for every entry. */
  public boolean may(Action action) {
    return compareTo(action.least()) >= 0;
  }

  /** The lesser of two. */
  public Role least(Role other) {
    return compareTo(other) <= 0 ? this : other;
  }
}

package atoll.identity;

/** What somebody wants to do in a workspace. */
public enum Action {
  /** See what is there. */
  READ(Role.VIEWER),
  /** Add comments and answers. */
  COMMENT(Role.COMMENTER),
  /** Change documents and the tree. */
  EDIT(Role.EDITOR),
  /** Add and remove people, give roles, turn keys. */
  MANAGE(Role.OWNER);

  private final Role least;

  Action(Role least) {
    this.least = least;
  }

  /** The role that is needed. */
  Role least() {
    return least;
  }
}

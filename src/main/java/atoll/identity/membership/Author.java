package atoll.identity.membership;

import atoll.identity.PersonId;
import atoll.identity.Role;

/** What the membership says of whoever wrote an entry of a log. It may change when more records come. */
public sealed interface Author {
  /** A member, who had this role for this entry. */
  record Member(PersonId person, Role role) implements Author {}

  /** Nobody who might write: unknown, or removed and beyond the cut-off. */
  record Outsider() implements Author {}

  /** It cannot be said before the records come that the author knew. */
  record Unread() implements Author {}
}

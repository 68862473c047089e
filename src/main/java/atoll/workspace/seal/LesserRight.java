package atoll.workspace.seal;

import atoll.identity.PersonId;
import atoll.identity.Role;

/**
 * What those may write who may not write everything. Hangs on its arguments alone, since every replica asks it of every
 * entry and all have to find the same.
 */
@FunctionalInterface
public interface LesserRight {
  /**
   * Whether a member may write it.
   *
   * @param content of a whole entry, in clear
   */
  boolean may(PersonId person, Role role, byte[] content);
}

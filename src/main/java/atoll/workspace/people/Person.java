package atoll.workspace.people;

import java.util.List;

/**
 * A member, as people see one.
 *
 * @param id names the person in questions to {@link People}
 * @param name empty if it cannot be read here
 * @param role the name of the role, in lower case
 * @param isSelf whether it is this device's person
 * @param isFounder whether nobody can remove the person
 */
public record Person(
    String id, String name, String role, boolean isSelf, boolean isFounder, List<Device> devices) {
  /**
   * A device of a member.
   *
   * @param isSelf whether it is this one
   */
  public record Device(String id, String name, boolean isSelf) {}

  public Person {
    devices = List.copyOf(devices);
  }
}

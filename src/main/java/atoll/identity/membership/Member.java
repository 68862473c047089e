package atoll.identity.membership;

import atoll.identity.Certificate;
import atoll.identity.PersonKeys;
import atoll.identity.Role;
import java.util.List;

/**
 * Somebody who belongs.
 *
 * @param devices one certificate for each device, sorted by device
 */
public record Member(PersonKeys person, Role role, List<Certificate> devices) {
  public Member {
    devices = List.copyOf(devices);
  }
}

package atoll.sync.link.tunnel;

import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.VerifyKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may come into a workspace.
 *
 * @param pins devices that are known by their keys; see {@link TunnelIdentity#pin()}
 * @param keys whoever shows a pass that was made with one of these may come too; empty where the membership says who belongs
 * @param relays those of the devices at which others may be met that are not reached themselves
 */
public record Guests(Set<Hash> pins, List<EpochKey> keys, Set<Hash> relays) {
  /** Nobody. */
  public static final Guests NONE = new Guests(Set.of(), List.of(), Set.of());

  public Guests {
    pins = Set.copyOf(pins);
    keys = List.copyOf(keys);
    relays = Set.copyOf(relays);
  }

  /** These devices and nobody else. */
  public static Guests of(Set<Hash> pins) {
    return new Guests(pins, List.of(), Set.of());
  }

  /** These devices, and those who show that they have one of the keys. */
  public static Guests of(
      Collection<VerifyKey> devices, List<EpochKey> keys, Collection<VerifyKey> relays) {
    return new Guests(pins(devices), keys, pins(relays));
  }

  private static Set<Hash> pins(Collection<VerifyKey> keys) {
    return keys.stream().map(TunnelIdentity::pin).collect(Collectors.toSet());
  }
}

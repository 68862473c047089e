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
 * @param introduced whether those who may come bring others, which a relay lets them that has no key to check a pass
 */
public record Guests(Set<Hash> pins, List<EpochKey> keys, boolean introduced) {
  /** Nobody. */
  public static final Guests NONE = new Guests(Set.of(), List.of(), false);

  public Guests {
    pins = Set.copyOf(pins);
    keys = List.copyOf(keys);
  }

  /** These devices and nobody else. */
  public static Guests of(Set<Hash> pins) {
    return new Guests(pins, List.of(), false);
  }

  /** These devices, and those who show that they have one of the keys. */
  public static Guests of(Collection<VerifyKey> devices, List<EpochKey> keys) {
    return new Guests(
        devices.stream().map(TunnelIdentity::pin).collect(Collectors.toSet()), keys, false);
  }
}

package atoll.sync.link;

import java.util.Set;

/** What a link tells the one who started it, on threads of its own. Must return at once and must not throw. */
public interface LinkListener {
  /**
   * A message came. It may have come before, out of order, or be noise.
   *
   * @param from who sent it, as far as the link can tell
   */
  void received(PeerId from, byte[] message);

  /** The link is up, or others came or went; these are there now. */
  void changed(Set<PeerId> peers);

  /** Something came that cannot be a message of anybody who runs this program. */
  default void noise() {}
}

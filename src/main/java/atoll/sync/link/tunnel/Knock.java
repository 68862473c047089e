package atoll.sync.link.tunnel;

import java.util.Optional;
import java.util.function.Consumer;

/** Hears one other's answers to somebody who knocks there, one after the other, on a thread of the tunnel. */
@FunctionalInterface
public interface Knock {
  /**
   * An answer came; nothing of it is believed yet. May wait.
   *
   * @return what to ask there next; nothing if that was all
   */
  Optional<byte[]> told(byte[] answer);

  /** Nothing more comes from there, whether it answered or not. */
  default void ended() {}

  /** Hears one answer and asks nothing more. */
  static Knock once(Consumer<byte[]> told) {
    return answer -> {
      told.accept(answer);
      return Optional.empty();
    };
  }
}

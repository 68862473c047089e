package atoll.sync.link.tunnel;

import atoll.crypto.Hash;
import java.util.Optional;

/** Answers those whom nobody knows yet: one question, one answer, and nothing else. For any thread. */
@FunctionalInterface
public interface Stranger {
  /** Answers nobody. */
  Stranger NONE = (who, question) -> Optional.empty();

  /**
   * What to answer; nothing to refuse. Nothing of the question is believed yet but who asks it.
   *
   * @param who the pin of the device that asks, which TLS proved
   * @param question at most {@link Greeting#MOST_QUESTION_BYTES}
   */
  Optional<byte[]> asks(Hash who, byte[] question);
}

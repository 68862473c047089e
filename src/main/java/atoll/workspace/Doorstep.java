package atoll.workspace;

import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks at other instances, and answers there, for who belongs to nothing yet: single questions outside of every workspace.
 * Implemented where the ways are known. For any thread; what asks waits for the network, some seconds at most.
 */
public interface Doorstep {
  /** Nobody can be asked, and nobody asks. */
  Doorstep NONE = new Doorstep() {
    @Override
    public List<String> open() throws IOException {
      throw new IOException("this instance meets nobody");
    }

    @Override
    public void answer(Answering answering) {
      // Nobody asks.
    }

    @Override
    public Optional<Answered> ask(String address, byte[] question) throws IOException {
      throw new IOException("this instance meets nobody");
    }

    @Override
    public List<byte[]> records(String address, WorkspaceId workspace) throws IOException {
      throw new IOException("this instance meets nobody");
    }
  };

  /** Answers questions of others. */
  @FunctionalInterface
  interface Answering {
    /**
     * What to answer; nothing to refuse. Nothing of the question is believed yet.
     *
     * @param asks whether a device is the one that asks, which its connection proved
     */
    Optional<byte[]> asked(Predicate<VerifyKey> asks, byte[] question);
  }

  /**
   * An answer.
   *
   * @param by whether a device is the one that answered, which its connection proved
   * @param bytes not copied
   */
  record Answered(Predicate<VerifyKey> by, byte[] bytes) {}

  /** Can be asked from now on. Gives HOST:PORT where. */
  List<String> open() throws IOException;

  /** Answers others from now on. Once, at first. */
  void answer(Answering answering);

  /**
   * Asks whoever is met at HOST:PORT.
   *
   * @return nothing if it refuses to answer
   * @throws IOException if nobody is met there
   */
  Optional<Answered> ask(String address, byte[] question) throws IOException;

  /**
   * The records of a workspace's membership as they are known there; they prove themselves.
   *
   * @throws IOException if nobody is met there who has that workspace
   */
  List<byte[]> records(String address, WorkspaceId workspace) throws IOException;
}

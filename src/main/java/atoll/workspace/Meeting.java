package atoll.workspace;

import atoll.crypto.EpochKey;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.InvitationException;
import atoll.identity.InvitationException.Why;
import atoll.identity.RelayText;
import atoll.store.WorkspaceStore;
import atoll.sync.Inbox;
import atoll.sync.SyncSession;
import atoll.sync.Witness;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Opens the ways to other instances. Implemented where the links are known; opening never blocks. */
public interface Meeting {
  /** Prepares to look for the other instances of a workspace; nothing happens before the session is started. */
  Met open(Wish wish);

  /** Where questions are asked and answered outside of every workspace. */
  default Doorstep doorstep() {
    return Doorstep.NONE;
  }

  /**
   * Who is looked for, and on whose behalf.
   *
   * @param witness signs what this device says it holds
   * @param roster who may be met
   * @param addresses HOST:PORT where some may be met, besides those that the instance was started with
   * @param known hears of the addresses of others whenever they change, so that they can be kept for the next start
   */
  record Wish(
      WorkspaceId workspace,
      WorkspaceStore store,
      Inbox inbox,
      Witness witness,
      Roster roster,
      List<String> addresses,
      Consumer<List<String>> known) {}

  /** Who may be met. For any thread. */
  interface Roster {
    /** The devices that belong, as far as they are known. */
    Set<VerifyKey> devices();

    /** Those of them that carry and hold no key: at them a device is met that is not reached itself. */
    List<VerifyKey> relays();

    /** Whoever has one of these keys belongs too; empty where the membership says who does. */
    List<EpochKey> keys();

    /** Keys that only those have who belong, by which they know each other again from afar; the one in use last. */
    default List<EpochKey> marks() {
      return keys();
    }

    /** Calls the listener after any of it has changed. */
    Subscription onChange(Runnable listener);
  }

  /** The ways to the others, as long as they are open. */
  interface Met extends AutoCloseable {
    SyncSession session();

    /**
     * HOST:PORT at which this instance is met, and others that it knows. Waits a few seconds for the own one if the ways
     * are only just being opened.
     */
    List<String> addresses();

    /**
     * Hands the workspace to a relay, which is then met as any other. Waits for its answer.
     *
     * @throws InvitationException if it is not met or does not take it
     */
    default void handTo(RelayText relay) throws InvitationException {
      throw new InvitationException(Why.RELAYS_NOT_HERE);
    }

    /** Others may be met at these addresses too. */
    void know(List<String> addresses);

    @Override
    void close();
  }
}

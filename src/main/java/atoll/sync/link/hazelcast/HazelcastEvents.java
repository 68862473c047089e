package atoll.sync.link.hazelcast;

import java.util.Set;

/** What the one who made a member wants to hear of it, besides its messages. Called on threads of the link; returns at once. */
public interface HazelcastEvents {
  /** Hears nothing. */
  HazelcastEvents NONE = new HazelcastEvents() {};

  /** The member is up and listens here, on 127.0.0.1. */
  default void bound(int port) {}

  /** The addresses of the others in the cluster now, as {@code host:port}; worth keeping for the next start. */
  default void known(Set<String> addresses) {}

  /** The member could not start; it will be tried again. */
  default void failed(String reason) {}
}

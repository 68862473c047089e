package atoll.sync.link.hazelcast;

import atoll.crypto.WorkspaceId;
import java.util.List;

/**
 * Which cluster to be a member of.
 *
 * @param workspace the cluster's name is derived from it
 * @param port the port on 127.0.0.1 that others of this machine reach the member at; 0 for the next free one from {@link
 *     #FIRST_PORT} on
 * @param join where others may be met, each as {@code host:port} or {@code host}
 */
public record HazelcastOptions(WorkspaceId workspace, int port, List<String> join) {
  /** The first port that is tried if none is given, and the one meant by an address without a port. */
  public static final int FIRST_PORT = 5701;

  private static final int MOST_PORT = 65_535;

  public HazelcastOptions {
    if (port < 0 || port > MOST_PORT) {
      throw new IllegalArgumentException(port + " is not a port");
    }
    join = List.copyOf(join);
  }
}

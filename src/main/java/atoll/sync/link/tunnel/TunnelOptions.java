package atoll.sync.link.tunnel;

import atoll.crypto.WorkspaceId;
import java.util.List;

/**
 * How a tunnel is set up.
 *
 * @param workspace from which, with the device's pin, the member's port is drawn
 * @param join where others may be met, each {@code host:port}
 * @param known what {@link TunnelEvents#known} told at an earlier start
 */
public record TunnelOptions(WorkspaceId workspace, List<String> join, List<byte[]> known) {
  public TunnelOptions {
    join = List.copyOf(join);
    known = List.copyOf(known);
  }
}

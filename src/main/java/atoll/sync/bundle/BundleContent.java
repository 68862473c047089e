package atoll.sync.bundle;

import atoll.crypto.WorkspaceId;
import atoll.store.Clock;
import java.util.List;

/**
 * What is to be carried.
 *
 * @param records all of the membership, each after those that it follows: by them a receiver judges and opens the entries,
 *     even if it does not hold the logs that the records are in
 * @param after what the receiver holds already; {@link Clock#EMPTY} for everything
 * @param upTo entries beyond it are left out; the store must hold it
 */
public record BundleContent(WorkspaceId workspace, List<byte[]> records, Clock after, Clock upTo) {
  public BundleContent {
    records = List.copyOf(records);
  }
}

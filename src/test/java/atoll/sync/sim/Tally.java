package atoll.sync.sim;

import atoll.crdt.RejectedException;
import atoll.sync.protocol.Message;
import atoll.sync.protocol.Messages;
import java.util.Map;
import java.util.TreeMap;

/** What really happened, so that a simulation cannot pass by idleness. */
public final class Tally {
  final Map<String, Long> sent = new TreeMap<>();
  long sentBytes;
  public long lost;
  public long doubled;
  long written;
  long received;
  public long crashes;
  public long sleeps;
  public long cuts;
  public long clocks;
  long storeFaults;
  long refusals;

  void sent(byte[] bytes) {
    sentBytes += bytes.length;
    try {
      Message message = Messages.decode(bytes);
      sent.merge(message.getClass().getSimpleName(), 1L, Long::sum);
    } catch (RejectedException e) {
      sent.merge("noise", 1L, Long::sum);
    }
  }

  public void add(Tally other) {
    other.sent.forEach((kind, count) -> sent.merge(kind, count, Long::sum));
    sentBytes += other.sentBytes;
    lost += other.lost;
    doubled += other.doubled;
    written += other.written;
    received += other.received;
    crashes += other.crashes;
    sleeps += other.sleeps;
    cuts += other.cuts;
    clocks += other.clocks;
    storeFaults += other.storeFaults;
    refusals += other.refusals;
  }

  @Override
  public String toString() {
    return sent + ", " + sentBytes + " bytes, lost " + lost + ", doubled " + doubled + ", written "
        + written
        + ", received " + received + ", crashes " + crashes + ", sleeps " + sleeps + ", cuts "
        + cuts
        + ", store faults " + storeFaults + ", refusals " + refusals;
  }
}

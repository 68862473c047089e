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
  long lost;
  long doubled;
  long written;
  long received;
  long crashes;
  long sleeps;
  long cuts;
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

  void add(Tally other) {
    other.sent.forEach((kind, count) -> sent.merge(kind, count, Long::sum));
    sentBytes += other.sentBytes;
    lost += other.lost;
    doubled += other.doubled;
    written += other.written;
    received += other.received;
    crashes += other.crashes;
    sleeps += other.sleeps;
    cuts += other.cuts;
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

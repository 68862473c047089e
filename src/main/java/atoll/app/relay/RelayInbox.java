package atoll.app.relay;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.identity.own.Introduction;
import atoll.store.Envelope;
import atoll.sync.Inbox;
import atoll.sync.Receipt;
import atoll.sync.StoringInbox;
import atoll.sync.link.PeerId;
import atoll.sync.protocol.Ask;
import atoll.sync.protocol.Room;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Takes entries without opening them, and the records of the membership, by which they are judged. */
final class RelayInbox implements Inbox {
  private static final Logger LOG = System.getLogger(RelayInbox.class.getName());

  private final RelayMembers members;
  private final StoringInbox inbox;
  private final KeptBytes bytes;
  private final Runnable news;

  /**
   * @param bytes keeps how much is held
   * @param news is run after somebody new may belong
   */
  RelayInbox(RelayMembers members, StoringInbox inbox, KeptBytes bytes, Runnable news) {
    this.members = members;
    this.inbox = inbox;
    this.bytes = bytes;
    this.news = news;
  }

  @Override
  public Receipt receive(List<Envelope> entries) {
    Receipt receipt = inbox.receive(entries);
    bytes.grew(inbox.bytes());
    if (entries.stream().anyMatch(entry -> entry.header().suite() == Envelope.SUITE_SIGNED)) {
      news.run();
    }
    return receipt;
  }

  /** What it says of the membership counts from then on, also if it is of a branch that is not held here. */
  @Override
  public boolean genuine(Envelope entry) {
    int before = members.size();
    boolean genuine = inbox.genuine(entry);
    if (members.size() > before) {
      members.keepEarly();
      news.run();
    }
    return genuine;
  }

  @Override
  public boolean superseded(Envelope entry) {
    return members.isSuperseded(entry);
  }

  @Override
  public boolean settled(ReplicaId log, long number) {
    return members.isSettled(log, number);
  }

  @Override
  public Optional<Room.Quota> quota() {
    return inbox.quota();
  }

  @Override
  public boolean presence(PeerId from, byte[] beat) {
    return inbox.presence(from, beat);
  }

  @Override
  public Optional<byte[]> asks() {
    return members.isKnown() ? Optional.empty() : Optional.of(Ask.RECORDS);
  }

  /** Nobody is let in here, but a device that comes back shows the record by which it belongs. */
  @Override
  public Optional<byte[]> asked(byte[] request) {
    if (Introduction.isOne(request)) {
      try {
        roll(Introduction.read(request));
      } catch (RejectedException e) {
        LOG.log(Level.DEBUG, "an introduction means nothing", e);
      }
    }
    return Optional.empty();
  }

  @Override
  public List<byte[]> roll() {
    return members.records();
  }

  @Override
  public void roll(List<byte[]> records) {
    if (members.early(records)) {
      news.run();
    }
  }
}

package atoll.workspace;

import atoll.crdt.RejectedException;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Refusal;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.own.Introduction;
import atoll.store.StoreException;
import atoll.store.WorkspaceStore;
import atoll.sync.protocol.Ask;
import atoll.workspace.people.MembershipService;
import atoll.workspace.people.Self;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How this device comes to be let in: what it asks for, and what it was answered. For any thread. */
final class Admission {
  private static final Logger LOG = Logger.getLogger(Admission.class.getName());
  private static final String PROPERTY = "asks-with";
  private static final String UNKNOWN = "not-yet-known-to-others";

  private final WorkspaceStore store;
  private final MembershipService membership;
  private final JoinRequest.Names names;
  private @Nullable Offer offer;
  private @Nullable JoinRequest request;
  private Refusal.@Nullable Why refused;
  private boolean lacking;
  private boolean unknown;

  /** @param names what this device's person and the device are called */
  Admission(WorkspaceStore store, MembershipService membership, JoinRequest.Names names) {
    this.store = store;
    this.membership = membership;
    this.names = names;
    this.unknown = store.property(UNKNOWN).filter(bytes -> bytes.length > 0).isPresent();
    store.property(PROPERTY).filter(bytes -> bytes.length > 0).ifPresent(bytes -> {
      try {
        ask(Offer.read(bytes));
      } catch (RejectedException e) {
        LOG.log(Level.WARNING, "The invitation that was used cannot be read; use it again", e);
      }
    });
  }

  /**
   * A newcomer's view of the own request.
   *
   * @param words six words that the owner must see too
   * @param refused why there is nothing to wait for any more, in lower case with hyphens
   */
  record Waiting(List<String> words, Optional<String> refused) {}

  /** Asks with an invitation from now on, unless this device belongs already. */
  synchronized void begin(Offer with) {
    if (membership.role().isEmpty()) {
      store.putProperty(PROPERTY, with.toBytes());
      ask(with);
    }
  }

  private void ask(Offer with) {
    Self self = membership.self();
    offer = with;
    refused = null;
    request = JoinRequest.make(with, self.device(), self.person(), self.certificate(), names);
  }

  /** This device belongs by a record that those who are met may not have yet: it is shown to them. */
  synchronized void introduce() {
    unknown = true;
    store.putProperty(UNKNOWN, new byte[] {1});
  }

  /** Nothing if this device belongs, or never asked. */
  synchronized Optional<Waiting> waiting() {
    if (offer == null || request == null || membership.role().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Waiting(
        request.words(offer),
        Optional.ofNullable(refused)
            .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
  }

  /** The device that is asked, as long as it is. */
  synchronized Optional<Offer> offer() {
    return membership.role().isPresent() ? Optional.empty() : Optional.ofNullable(offer);
  }

  /** See {@link atoll.sync.Inbox#asks()}. */
  synchronized Optional<byte[]> asks() {
    if (membership.role().isPresent()) {
      if (offer != null) {
        offer = null;
        forget(PROPERTY);
      }
      if (unknown) {
        return Introduction.of(membership.self().id(), membership.membership().records());
      }
      return lacking || membership.key().isEmpty() ? Optional.of(Ask.RECORDS) : Optional.empty();
    }
    return refused == null
        ? Optional.ofNullable(request).map(JoinRequest::toBytes)
        : Optional.empty();
  }

  /** It is over; where the disk refuses to note that, the next start finds it over again. */
  private void forget(String key) {
    try {
      store.putProperty(key, new byte[0]);
    } catch (StoreException e) {
      LOG.log(Level.FINE, "What was asked for is remembered in vain", e);
    }
  }

  /** Something was refused that further records may make good. */
  synchronized void lack() {
    lacking = true;
  }

  /** Records came from somebody who has them. */
  synchronized void told(List<byte[]> records) {
    lacking = false;
    if (unknown && records.stream().anyMatch(this::addsThis)) {
      unknown = false;
      forget(UNKNOWN);
    }
  }

  private boolean addsThis(byte[] record) {
    try {
      return Introduction.adds(MembershipRecord.parse(record), membership.self().id());
    } catch (RejectedException e) {
      return false;
    }
  }

  /** Takes an answer; says whether it was one. */
  synchronized boolean replied(byte[] answer) {
    if (offer == null) {
      return false;
    }
    try {
      Refusal said = Refusal.parse(answer, offer.inviter().id().key());
      boolean meant = said.offer().equals(offer.secret().name())
          && said.newcomer().equals(membership.self().id());
      if (meant) {
        refused = said.why();
      }
      return meant;
    } catch (RejectedException e) {
      return false;
    }
  }
}

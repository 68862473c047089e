package atoll.fuzz;

import atoll.crdt.Anchor;
import atoll.crdt.Change;
import atoll.crdt.Document;
import atoll.crdt.Frontier;
import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.KeyFile;
import atoll.crypto.RecoveryPhrase;
import atoll.crypto.SigningKey;
import atoll.crypto.SpokenSecret;
import atoll.crypto.UnsealException;
import atoll.crypto.VerifyKey;
import atoll.identity.InvitationException;
import atoll.identity.RelayText;
import atoll.identity.joining.JoinRequest;
import atoll.identity.joining.Offer;
import atoll.identity.joining.Refusal;
import atoll.identity.membership.MembershipRecord;
import atoll.identity.own.DeviceCode;
import atoll.identity.own.Introduction;
import atoll.identity.own.MineQuestion;
import atoll.identity.own.PairingAnswer;
import atoll.identity.own.PairingQuestion;
import atoll.store.Authored;
import atoll.store.Envelope;
import atoll.store.backup.BackupException;
import atoll.store.backup.BackupReaders;
import atoll.store.journal.FactCodec;
import atoll.store.journal.JournalRecord;
import atoll.sync.knock.Answer;
import atoll.sync.knock.More;
import atoll.sync.knock.Part;
import atoll.sync.link.tunnel.TunnelReaders;
import atoll.sync.protocol.Messages;
import atoll.ui.live.LiveReaders;
import atoll.workspace.funnel.Payload;
import atoll.workspace.presence.PresenceReaders;
import atoll.workspace.seal.Records;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What the fuzzer calls: the first byte chooses a reader, the rest is read. */
public final class Readers {
  private static final VerifyKey INVITER = SigningKey.generate(new Random(1)).verifyKey();
  private static final SpokenSecret SECRET = SpokenSecret.generate(new Random(2));
  private static final Instant NOW = Instant.EPOCH;

  private Readers() {}

  private interface Reader {
    void read(byte[] bytes)
        throws RejectedException, UnsealException, InvitationException, BackupException;
  }

  private static final List<Reader> READERS = List.of(
      bytes -> same(Change.parse(bytes)),
      Frontier::parse,
      Anchor::parse,
      bytes -> Document.loadForeign(bytes, new ReplicaId(1)).save(),
      bytes -> entry(Envelope.parse(bytes)),
      Messages::decode,
      MembershipRecord::parse,
      JoinRequest::parse,
      Offer::read,
      bytes -> Offer.parse(text(bytes), NOW),
      bytes -> Refusal.parse(bytes, INVITER),
      bytes -> RecoveryPhrase.parse(text(bytes)),
      Payload::parse,
      Records::parse,
      bytes -> KeyFile.read(bytes, Optional.empty()),
      PresenceReaders::beat,
      TunnelReaders::entry,
      BackupReaders::manifest,
      bytes -> DeviceCode.parse(text(bytes), NOW),
      bytes -> PairingQuestion.open(SECRET, bytes),
      bytes -> PairingAnswer.open(SECRET, new byte[0], bytes),
      MineQuestion::parse,
      MineQuestion::readAnswer,
      Introduction::read,
      bytes -> RelayText.parse(text(bytes)),
      Readers::fact,
      bytes -> LiveReaders.message(text(bytes)),
      Answer::read,
      More::read,
      Part::read);

  /** How many readers there are. */
  static int count() {
    return READERS.size();
  }

  /** Called by the fuzzer; whatever it throws is a finding. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
      try {
        READERS.get(Byte.toUnsignedInt(input[0]) % READERS.size()).read(bytes);
      } catch (RejectedException | UnsealException | InvitationException | BackupException e) {
        // A clear answer.
      }
    }
  }

  /** What was taken must be written as what is taken again. */
  private static void same(Change change) throws RejectedException {
    if (!Change.parse(change.toBytes()).equals(change)) {
      throw new AssertionError("a change is another one when it is read again");
    }
  }

  /** The first byte is the kind of the record. */
  private static void fact(byte[] bytes) throws RejectedException {
    if (bytes.length > 0) {
      FactCodec.decode(new JournalRecord(
          Byte.toUnsignedInt(bytes[0]), Arrays.copyOfRange(bytes, 1, bytes.length)));
    }
  }

  private static void entry(Envelope entry) throws RejectedException {
    entry.hash();
    if (entry.header().suite() != Envelope.SUITE_OPEN) {
      Authored.parse(entry);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

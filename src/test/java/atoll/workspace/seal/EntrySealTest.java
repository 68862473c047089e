package atoll.workspace.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.crypto.EpochKey;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.VerifyKey;
import atoll.crypto.WorkspaceId;
import atoll.identity.PersonId;
import atoll.identity.Role;
import atoll.identity.membership.Branches;
import atoll.store.Clock;
import atoll.store.DamagedException;
import atoll.store.Envelope;
import atoll.store.WorkspaceStore;
import atoll.store.WorkspaceStore.Append;
import atoll.store.WorkspaceStore.Entry;
import atoll.store.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class EntrySealTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final WorkspaceId OTHER = new WorkspaceId(Hash.of(new byte[] {2}));
  private static final ReplicaId LOG = new ReplicaId(7);
  private static final byte[] CONTENT = "what was typed".getBytes(StandardCharsets.UTF_8);

  private final Random random = new Random(31);
  private final EpochKey key = EpochKey.generate(random);
  private final SecretKeys writer = SecretKeys.generate(random);
  private final SecretKeys reader = SecretKeys.generate(random);
  private final WorkspaceStore held = new MemoryStore().workspace(WORKSPACE);
  private final EntrySeal writing = seal(writer, new MemoryStore().workspace(WORKSPACE), key);
  private final EntrySeal reading = seal(reader, held, key);

  private EntrySeal seal(SecretKeys device, WorkspaceStore store, EpochKey epoch) {
    KeyRing keys = new KeyRing(WORKSPACE, store, device.agreement());
    keys.add(epoch);
    return new EntrySeal(store, device.signing(), keys, Members.holders(), random, false);
  }

  private static EntrySeal.Place place(long number, Hash previous) {
    return new EntrySeal.Place(WORKSPACE, LOG, number, previous, Clock.EMPTY);
  }

  private Envelope first() {
    return writing.sealed(place(0, Hash.NONE), CONTENT);
  }

  private boolean takes(Envelope entry) {
    return reading.checking(List.of(entry)).next(1).refused().isEmpty();
  }

  @Test
  void ownEntry_isTakenAndOpenedByAnotherMember() throws Exception {
    Envelope came = Envelope.parse(first().toBytes());

    assertTrue(takes(came));
    assertArrayEquals(CONTENT, reading.open(came));
    assertFalse(new String(came.toBytes(), StandardCharsets.ISO_8859_1).contains("typed"));
  }

  @Test
  void entryInClear_isSignedAndReadWithoutAKey() throws Exception {
    byte[] records = Records.toBytes(List.of(new byte[] {5}, new byte[] {6, 7}));
    Envelope came = Envelope.parse(writing.clear(place(0, Hash.NONE), records).toBytes());
    EntrySeal carrier =
        seal(reader, new MemoryStore().workspace(WORKSPACE), EpochKey.generate(random));

    assertTrue(carrier.genuine(came));
    assertEquals(2, Records.parse(carrier.open(came)).size());
  }

  @Test
  void everyChangedBit_isRefused() {
    byte[] bytes = first().toBytes();
    int read = 0;
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit >> 3] ^= (byte) (1 << (bit & 7));
      try {
        Envelope came = Envelope.parse(changed);
        read++;
        assertFalse(takes(came), "bit " + bit);
      } catch (RejectedException e) {
        // Not even an envelope.
      }
    }
    assertTrue(read > bytes.length * 4, read + " were envelopes");
  }

  @Test
  void everyCutAndManyMutations_areRefusedWithoutHarm() {
    byte[] bytes = first().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(RejectedException.class, () -> Envelope.parse(cut));
    }
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = bytes.clone();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        Envelope came = Envelope.parse(changed);
        assertTrue(Arrays.equals(bytes, changed) || !takes(came), "round " + round);
      } catch (RejectedException e) {
        // As it should be.
      }
    }
  }

  @Test
  void entryOfAnotherWorkspaceOrNumberOrLog_doesNotPassAsThisOne() {
    Envelope entry = first();
    Envelope.Header header = entry.header();
    Hash previous = Hash.of(new byte[] {3});
    List<Envelope.Header> moved = List.of(
        new Envelope.Header(1, OTHER, LOG, 0, Hash.NONE, Clock.EMPTY),
        new Envelope.Header(1, WORKSPACE, new ReplicaId(8), 0, Hash.NONE, Clock.EMPTY),
        new Envelope.Header(1, WORKSPACE, LOG, 1, previous, Clock.EMPTY),
        new Envelope.Header(2, WORKSPACE, LOG, 0, Hash.NONE, Clock.EMPTY));
    for (Envelope.Header other : moved) {
      assertFalse(takes(new Envelope(other, entry.body(), entry.signature())), other + "");
    }
    assertTrue(takes(new Envelope(header, entry.body(), entry.signature())));
  }

  @Test
  void entryOfAnotherDeviceInTheLog_isRefused() {
    Envelope entry = first();
    append(entry);
    SecretKeys forger = SecretKeys.generate(random);
    EntrySeal forging = seal(forger, new MemoryStore().workspace(WORKSPACE), key);

    assertFalse(takes(forging.sealed(place(1, entry.hash()), CONTENT)));
    assertTrue(takes(writing.sealed(place(1, entry.hash()), CONTENT)));
    // After a restart too: the owner is read from the log.
    EntrySeal again = seal(reader, held, key);
    assertFalse(again.genuine(forging.sealed(place(1, entry.hash()), CONTENT)));
    assertTrue(again.genuine(writing.sealed(place(1, entry.hash()), CONTENT)));
  }

  @Test
  void unsignedEntry_isRefusedWhereEntriesAreSigned() {
    Envelope open = new Envelope(
        new Envelope.Header(Envelope.SUITE_OPEN, WORKSPACE, LOG, 0, Hash.NONE, Clock.EMPTY),
        CONTENT,
        new byte[0]);

    assertFalse(takes(open));
  }

  @Test
  void entryUnderAKeyThatIsMissing_isTakenOnceTheKeyIsHere() {
    EpochKey turned = EpochKey.generate(random);
    EntrySeal ahead = seal(writer, new MemoryStore().workspace(WORKSPACE), turned);
    KeyRing keys = new KeyRing(WORKSPACE, held, reader.agreement());
    EntrySeal behind =
        new EntrySeal(held, reader.signing(), keys, Members.holders(), random, false);
    Envelope entry = ahead.sealed(place(0, Hash.NONE), CONTENT);

    assertEquals(1, behind.checking(List.of(entry)).next(1).refused().size());
    keys.add(turned);
    assertEquals(0, behind.checking(List.of(entry)).next(1).refused().size());
  }

  @Test
  void restOfALog_isNotTakenAfterABadEntry() {
    Envelope good = first();
    Envelope bad = new Envelope(good.header(), good.body(), new byte[64]);
    Envelope next = writing.sealed(place(1, good.hash()), CONTENT);

    EntrySeal.Checked checked = reading.checking(List.of(bad, next)).next(2);

    assertEquals(0, checked.good().size());
    assertEquals(
        List.of(bad), checked.refused().stream().map(EntrySeal.Refused::entry).toList());
  }

  @Test
  void authorOnceRefusedByTheMembership_isRefusedWithItsReason() {
    Members nobody = new Members() {
      @Override
      public List<Hash> heads() {
        return List.of();
      }

      @Override
      public Optional<String> refusal(Claim claim, BiPredicate<PersonId, Role> lesser) {
        return claim.author().equals(writer.signing().verifyKey())
            ? Optional.of("it was removed")
            : Optional.empty();
      }

      @Override
      public Optional<ReadOnlyException.Why> ownRefusal(BiPredicate<PersonId, Role> lesser) {
        return Optional.empty();
      }

      @Override
      public boolean counts(Claim claim, BiPredicate<PersonId, Role> lesser) {
        return refusal(claim, lesser).isEmpty();
      }

      @Override
      public boolean mayBeCutOff(VerifyKey device) {
        return true;
      }

      @Override
      public long edition() {
        return 0;
      }

      @Override
      public Branches branches() {
        return Branches.NONE;
      }

      @Override
      public void take(List<byte[]> records) {
        // Nothing changes it.
      }

      @Override
      public boolean belongs(VerifyKey device) {
        return false;
      }
    };
    KeyRing keys = new KeyRing(WORKSPACE, held, reader.agreement());
    keys.add(key);
    EntrySeal strict = new EntrySeal(held, reader.signing(), keys, nobody, random, false);

    assertEquals(
        "it was removed",
        strict.checking(List.of(first())).next(1).refused().getFirst().reason());
  }

  @Test
  void keyRing_isReadBackByItsDeviceOnly() {
    KeyRing ring = new KeyRing(WORKSPACE, held, reader.agreement());
    EpochKey second = EpochKey.generate(random);
    ring.add(second);
    ring.use(second.id());

    assertEquals(second, new KeyRing(WORKSPACE, held, reader.agreement()).current());
    assertEquals(Optional.of(key), new KeyRing(WORKSPACE, held, reader.agreement()).find(key.id()));
    assertThrows(DamagedException.class, () -> new KeyRing(WORKSPACE, held, writer.agreement()));
  }

  @Test
  void beat_isReadByMembersOnly() {
    KeyRing mine = new KeyRing(WORKSPACE, held, reader.agreement());
    mine.add(key);
    BeatSeal beats = new BeatSeal(WORKSPACE, mine, random);
    byte[] sealed = beats.seal(CONTENT);

    assertArrayEquals(CONTENT, beats.open(sealed).orElseThrow());
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("typed"));
    assertTrue(new BeatSeal(OTHER, mine, random).open(sealed).isEmpty());
    assertTrue(beats.open(Arrays.copyOf(sealed, 50)).isEmpty());
    assertEquals(0, beats.seal(new byte[0]).length);
  }

  private void append(Envelope entry) {
    held.append(new Append(
        List.of(new Entry(entry, List.of(), Optional.empty())),
        List.of(),
        List.of(),
        Optional.empty()));
  }
}

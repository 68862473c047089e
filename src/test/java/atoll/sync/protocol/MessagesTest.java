package atoll.sync.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import atoll.store.Clock;
import atoll.store.LogRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final ReplicaId LOG = new ReplicaId(-7);

  private static List<Message> samples() {
    TreeMap<ReplicaId, Tail> tails = new TreeMap<>();
    tails.put(LOG, new Tail(300, -1));
    tails.put(new ReplicaId(3), new Tail(Long.MAX_VALUE, 5));
    return List.of(
        new Announce(LOG, 5, List.of()),
        new Announce(LOG, 5, List.of(new byte[] {1, 2}, new byte[0])),
        new Digest(true, Hash.of(new byte[] {1})),
        new Held(false, Heads.EMPTY),
        new Held(true, new Heads(tails)),
        new Want(
            1,
            1 << 20,
            List.of(new LogRange(LOG, 0, 1), new LogRange(new ReplicaId(3), 5, Long.MAX_VALUE))),
        new Supply(1, 3, true, List.of(new byte[300])),
        new Words(List.of(new Word(new byte[8], 5, Clock.EMPTY.with(LOG, 3), new byte[64]))),
        new Room(new byte[8], 5, new Room.Quota(1 << 20, true), new byte[64]),
        new Presence(Long.MAX_VALUE, new byte[] {9}));
  }

  @Test
  void rollOfALargeMembership_takesSeveralMessagesAndComesInOrder() throws RejectedException {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      records.add(new ByteWriter().i64(i).raw(new byte[300]).toBytes());
    }
    List<byte[]> came = new ArrayList<>();
    for (Roll roll : Roll.of(records)) {
      came.addAll(((Roll) Messages.decode(Messages.encode(roll))).records());
    }
    assertEquals(records.size(), came.size());
    for (int i = 0; i < records.size(); i++) {
      assertArrayEquals(records.get(i), came.get(i));
    }
  }

  @Test
  void everyMessage_isReadAsItWasWritten() throws RejectedException {
    for (Message message : samples()) {
      byte[] bytes = Messages.encode(message);
      Message read = Messages.decode(bytes);
      assertInstanceOf(message.getClass(), read);
      assertArrayEquals(bytes, Messages.encode(read));
    }
    assertEquals(samples().get(4), Messages.decode(Messages.encode(samples().get(4))));
    assertEquals(samples().get(5), Messages.decode(Messages.encode(samples().get(5))));
  }

  @Test
  void cutAnywhere_isRejected() {
    for (Message message : samples()) {
      byte[] bytes = Messages.encode(message);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThrows(RejectedException.class, () -> Messages.decode(cut));
      }
      byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
      assertThrows(RejectedException.class, () -> Messages.decode(more));
    }
  }

  @Test
  void newerFormatOrKind_isRejectedAsTooNew() {
    assertEquals(Reason.TOO_NEW, reason(new byte[] {2, 1}));
    assertEquals(Reason.TOO_NEW, reason(new byte[] {1, 99}));
  }

  @Test
  void lengthsThatLie_areRejectedWithoutMakingRoom() {
    long most = Runtime.getRuntime().maxMemory();
    assertTrue(most > 0);
    for (int kind = 1; kind <= 7; kind++) {
      for (long lie : new long[] {1 << 20, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
        for (int before = 0; before < 40; before++) {
          ByteWriter out = new ByteWriter();
          out.u8(1).u8(kind).raw(new byte[before]).varint(lie);
          byte[] bytes = out.toBytes();
          try {
            assertTrue(Messages.encode(Messages.decode(bytes)).length <= bytes.length);
          } catch (RejectedException expected) {
            assertTrue(expected.getMessage() != null);
          }
        }
      }
    }
  }

  @Test
  void mutations_areRejectedOrReadAsSomethingWritable() throws RejectedException {
    Random random = new Random(42);
    List<byte[]> seeds = new ArrayList<>();
    samples().forEach(message -> seeds.add(Messages.encode(message)));
    int rejected = 0;
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Message message = Messages.decode(bytes);
        assertArrayEquals(bytes, Messages.encode(message), "two byte sequences for one message");
        read++;
      } catch (RejectedException e) {
        rejected++;
      }
    }
    assertTrue(rejected > 10_000 && read > 10_000, rejected + " rejected, " + read + " read");
  }

  private static Reason reason(byte[] bytes) {
    return assertThrows(RejectedException.class, () -> Messages.decode(bytes)).reason();
  }
}

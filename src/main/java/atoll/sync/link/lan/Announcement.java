package atoll.sync.link.lan;

import atoll.crypto.EpochKey;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One announcement: 8 bytes magic, 16 random ones, 2 of the doorway's port, and 8 tags of 16 bytes, in no order. A tag is
 * made of a workspace's key, the random bytes, the port and the address that the announcement comes from. Who has the key
 * knows the tag again; for everybody else it is noise, as the tags are that fill the empty places. Nobody can say it again
 * from another address.
 */
record Announcement(byte[] salt, int port, List<byte[]> tags) {
  static final int MOST_TAGS = 8;
  static final int SIZE_BYTES = 8 + 16 + 2 + MOST_TAGS * EpochKey.TAG_BYTES;

  private static final int SALT_BYTES = 16;
  private static final byte[] MAGIC = "atoll la".getBytes(StandardCharsets.US_ASCII);

  /** The bytes that announce workspaces, at most {@link #MOST_TAGS}, by one key of each. */
  static byte[] write(RandomGenerator random, InetAddress from, int port, List<EpochKey> keys) {
    byte[] salt = bytes(random, SALT_BYTES);
    List<byte[]> tags = new ArrayList<>();
    keys.forEach(key -> tags.add(key.tag(context(salt, port, from))));
    while (tags.size() < MOST_TAGS) {
      tags.add(bytes(random, EpochKey.TAG_BYTES));
    }
    Collections.shuffle(tags, java.util.Random.from(random));
    ByteBuffer out = ByteBuffer.allocate(SIZE_BYTES).put(MAGIC).put(salt).putShort((short) port);
    tags.forEach(out::put);
    return out.array();
  }

  /** Nothing if the bytes are no announcement. */
  static Optional<Announcement> read(byte[] bytes) {
    if (bytes.length != SIZE_BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
    byte[] salt = new byte[SALT_BYTES];
    in.get(salt);
    int port = Short.toUnsignedInt(in.getShort());
    List<byte[]> tags = new ArrayList<>();
    for (int i = 0; i < MOST_TAGS; i++) {
      byte[] tag = new byte[EpochKey.TAG_BYTES];
      in.get(tag);
      tags.add(tag);
    }
    return port == 0 ? Optional.empty() : Optional.of(new Announcement(salt, port, tags));
  }

  /** Whether it came from that address and announces a workspace with that key. */
  boolean names(EpochKey key, InetAddress from) {
    byte[] right = key.tag(context(salt, port, from));
    return tags.stream().anyMatch(tag -> MessageDigest.isEqual(tag, right));
  }

  private static byte[] context(byte[] salt, int port, InetAddress from) {
    byte[] address = from.getAddress();
    return ByteBuffer.allocate(salt.length + Short.BYTES + address.length)
        .put(salt)
        .putShort((short) port)
        .put(address)
        .array();
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}

package atoll.sync.link.tunnel;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a device is met, signed by itself, so that anybody can pass it on.
 *
 * @param pin whose entry it is
 * @param version the greater one is newer: milliseconds since 1970 when it was made, or one more than the one before
 * @param memberPort the port on loopback that the device's member listens at, on its own machine and, through the
 *     forwarders of the others, on theirs
 * @param addresses where its tunnel listens, each {@code host:port}, the likeliest first
 * @param passes show that the device may come in, to those who do not know it by name
 * @param bytes the signed form
 */
record TunnelEntry(
    Hash pin,
    long version,
    int memberPort,
    List<String> addresses,
    List<Hash> passes,
    byte[] bytes) {
  static final int MOST_ADDRESSES = 8;
  static final int MOST_BYTES = 4096;
  private static final int MOST_ADDRESS_BYTES = 300;
  private static final int MOST_KEY_BYTES = 200;
  private static final int MOST_SIGNATURE_BYTES = 100;
  private static final int MOST_PORT = 65_535;
  private static final int FORMAT = 2;
  private static final byte[] LABEL = "atoll tunnel entry".getBytes(StandardCharsets.US_ASCII);

  TunnelEntry {
    addresses = List.copyOf(addresses);
    passes = List.copyOf(passes);
  }

  static TunnelEntry make(
      TunnelIdentity identity,
      long version,
      int memberPort,
      List<String> addresses,
      List<Hash> passes) {
    List<String> some = addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()));
    ByteWriter out = new ByteWriter();
    out.u8(FORMAT)
        .blob(identity.certificate().getPublicKey().getEncoded())
        .varint(version)
        .varint(memberPort);
    out.varint(some.size());
    some.forEach(out::string);
    out.varint(passes.size());
    passes.forEach(pass -> out.raw(pass.toBytes()));
    out.blob(identity.sign(labelled(out.toBytes(), out.size())));
    return new TunnelEntry(identity.pin(), version, memberPort, some, passes, out.toBytes());
  }

  /** @throws RejectedException if the bytes are no entry or not signed by the key in them */
  static TunnelEntry parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    if (in.u8() != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "an entry of another format");
    }
    byte[] key = in.blob(MOST_KEY_BYTES);
    long version = in.varint();
    int memberPort = in.count(MOST_PORT);
    int size = in.count(MOST_ADDRESSES);
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      addresses.add(in.string(MOST_ADDRESS_BYTES));
    }
    int passCount = in.count(Pins.MOST_PASSES);
    List<Hash> passes = new ArrayList<>();
    for (int i = 0; i < passCount; i++) {
      passes.add(Hash.wrap(in.raw(Hash.SIZE_BYTES)));
    }
    int signed = in.position();
    byte[] signature = in.blob(MOST_SIGNATURE_BYTES);
    in.end();
    if (version < 0 || memberPort == 0 || !isSigned(key, bytes, signed, signature)) {
      throw new RejectedException(Reason.MALFORMED, "an entry is not its owner's");
    }
    return new TunnelEntry(Hash.of(key), version, memberPort, addresses, passes, bytes);
  }

  /** The key of the device signs other things too: nothing of them can be taken for an entry. */
  private static byte[] labelled(byte[] bytes, int length) {
    byte[] content = Arrays.copyOf(bytes, length);
    return new ByteWriter(LABEL.length + length).raw(LABEL).raw(content).toBytes();
  }

  private static boolean isSigned(byte[] key, byte[] bytes, int length, byte[] signature) {
    try {
      KeyFactory factory = KeyFactory.getInstance(TunnelIdentity.ALGORITHM);
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(key));
      Signature check = Signature.getInstance(TunnelIdentity.ALGORITHM);
      check.initVerify(publicKey);
      check.update(labelled(bytes, length));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

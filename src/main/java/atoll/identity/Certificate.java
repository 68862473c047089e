package atoll.identity;

import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.SigningKey;
import atoll.crypto.VerifyKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Says that a device is a person's. The root key signs the first device, and a device that is certified may sign the next,
 * so that the recovery words are not needed to pair one. It names no workspace: a device is certified once.
 *
 * @param links from the root to the device that is certified; the first is signed by the root, each other by the one before
 */
public record Certificate(List<Link> links) {
  /** Devices that one chain may have. */
  public static final int MOST_LINKS = 8;

  private static final byte[] CONTEXT = "atoll device 1".getBytes(StandardCharsets.US_ASCII);

  /**
   * One signature of the chain.
   *
   * @param device what is certified
   * @param signature over person and device, by the one before; not copied
   */
  public record Link(DeviceKeys device, byte[] signature) {}

  public Certificate {
    links = List.copyOf(links);
    if (links.isEmpty() || links.size() > MOST_LINKS) {
      throw new IllegalArgumentException("a certificate of " + links.size() + " links");
    }
  }

  /** Certifies a device by the root key. */
  public static Certificate byRoot(SigningKey root, PersonKeys person, DeviceKeys device) {
    return new Certificate(List.of(link(root, person, device)));
  }

  /** Certifies another device of the person by the device that this certificate is of. */
  public Certificate next(SigningKey signer, PersonKeys person, DeviceKeys device) {
    List<Link> more = new ArrayList<>(links);
    more.add(link(signer, person, device));
    return new Certificate(more);
  }

  /** The device that is certified. */
  public DeviceKeys device() {
    return links.getLast().device();
  }

  /** Whether the person's root key itself signed for the device. */
  public boolean isDirect() {
    return links.size() == 1;
  }

  /** Whether every signature is good and the chain begins with the person. */
  public boolean certifies(PersonKeys person) {
    VerifyKey signer = person.id().key();
    for (Link link : links) {
      if (!signer.verifies(link.signature(), message(person, link.device()))) {
        return false;
      }
      signer = link.device().id().key();
    }
    return true;
  }

  /** Reads what {@link #write} wrote. */
  public static Certificate read(ByteReader in) throws RejectedException {
    int size = in.count(MOST_LINKS);
    if (size == 0) {
      throw new RejectedException(Reason.MALFORMED, "a certificate without a signature");
    }
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      links.add(new Link(DeviceKeys.read(in), in.raw(VerifyKey.SIGNATURE_BYTES)));
    }
    return new Certificate(links);
  }

  /** Writes the count, then each device's keys and the signature over them. */
  public void write(ByteWriter out) {
    out.varint(links.size());
    links.forEach(link -> {
      link.device().write(out);
      out.raw(link.signature());
    });
  }

  private static Link link(SigningKey signer, PersonKeys person, DeviceKeys device) {
    return new Link(device, signer.sign(message(person, device)));
  }

  private static byte[] message(PersonKeys person, DeviceKeys device) {
    ByteWriter out = new ByteWriter();
    out.raw(CONTEXT);
    person.write(out);
    device.write(out);
    return out.toBytes();
  }
}

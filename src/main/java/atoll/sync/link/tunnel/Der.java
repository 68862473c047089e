package atoll.sync.link.tunnel;

import java.io.ByteArrayOutputStream;

/** Writes the few ASN.1 values that a certificate is made of, in DER. */
final class Der {
  private static final int LONG_FORM = 0x80;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  static byte[] set(byte[]... parts) {
    return tagged(0x31, parts);
  }

  /** A context-specific, constructed value. */
  static byte[] explicit(int number, byte[]... parts) {
    return tagged(0xa0 | number, parts);
  }

  /** @param bytes big endian; the first bit must be 0 */
  static byte[] integer(byte... bytes) {
    return tagged(0x02, bytes);
  }

  static byte[] bits(byte[] bytes) {
    return tagged(0x03, new byte[1], bytes);
  }

  static byte[] oid(int... encoded) {
    byte[] bytes = new byte[encoded.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) encoded[i];
    }
    return tagged(0x06, bytes);
  }

  /** @param ascii without anything beyond ASCII */
  static byte[] text(int tag, String ascii) {
    byte[] bytes = new byte[ascii.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ascii.charAt(i);
    }
    return tagged(tag, bytes);
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    if (length < LONG_FORM) {
      out.write(length);
    } else if (length <= 0xff) {
      out.write(LONG_FORM | 1);
      out.write(length);
    } else {
      out.write(LONG_FORM | 2);
      out.write(length >> Byte.SIZE);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

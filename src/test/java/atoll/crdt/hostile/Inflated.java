package atoll.crdt.hostile;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crdt.codec.Sections;

/** A document as if nothing in it had paid to be deflated: the same content in as many bytes as it has. */
final class Inflated {
  private static final int LOG_PARTS = 5;

  private final byte[] document;
  private final ByteReader in;

  private Inflated(byte[] document) {
    this.document = document;
    in = new ByteReader(document);
  }

  /** @param texts how many texts a document of format 2 has */
  static byte[] of(byte[] document, int texts) throws RejectedException {
    return new Inflated(document).write(texts);
  }

  private byte[] write(int texts) throws RejectedException {
    ByteWriter out = new ByteWriter().raw(in.raw(Sealed.HEAD_BYTES), 0, Sealed.HEAD_BYTES);
    part(out);
    part(out);
    for (int text = 0; text < texts; text++) {
      part(out);
      in.varint();
      ByteWriter log = new ByteWriter();
      for (int i = 0; i < LOG_PARTS; i++) {
        part(log);
      }
      out.varint(log.size()).raw(log.toBytes());
    }
    part(out);
    part(out);
    in.end();
    return Sealed.withChecksum(out.toBytes());
  }

  private void part(ByteWriter out) throws RejectedException {
    ByteReader content = Sections.read(in, document);
    byte[] raw = content.raw(content.left());
    out.varint(raw.length).varint(0).raw(raw);
  }
}

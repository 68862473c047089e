package atoll.sync.link.tunnel;

import atoll.crdt.RejectedException;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.Hash;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The first words on a connection of the tunnel: what it is for, who may pass, and the directory if it is for that. */
public final class Greeting {
  /** The caller tells its directory and is told the other's. */
  static final int DIRECTORY = 1;

  /** What follows is carried to the member. */
  static final int CARRY = 2;

  /** Somebody who may not come in asks something and is answered. */
  static final int KNOCK = 3;

  /** The caller waits here for those who do not reach it at its own doorway. */
  static final int WAIT = 4;

  /** What follows is carried to a device that waits here, as if the caller had called it. */
  static final int ONWARD = 5;

  /** To who waits: nothing has happened, and this connection stands. */
  static final int STAY = 0;

  /** To who waits: somebody calls. And back: it is heard. */
  static final int GO = 1;

  /** Bytes of what a stranger may ask. */
  public static final int MOST_QUESTION_BYTES = 8 << 10;

  private static final int MOST_ANSWER_BYTES = 1 << 20;
  private static final int FORMAT = 2;
  private static final int WELCOME = 1;
  private static final int REFUSED = 0;
  private static final int MOST_BYTES = 2 << 20;
  private static final int MOST_HOST_BYTES = 300;

  /**
   * What a caller says first.
   *
   * @param room the workspace that it wants to; see {@link Room#name}
   * @param passes show that it may, if it is not known by name
   */
  record Hello(int kind, Hash room, List<Hash> passes) {}

  /**
   * A directory as it is told.
   *
   * @param seenAs the host that the other side was called from; empty from the caller
   * @param entries in signed form
   */
  record Told(String seenAs, List<byte[]> entries) {}

  private Greeting() {}

  static void writeHello(OutputStream out, Hello hello) throws IOException {
    ByteWriter bytes = new ByteWriter().u8(FORMAT).u8(hello.kind).raw(hello.room.toBytes());
    write(bytes, hello.passes);
    out.write(bytes.toBytes());
    out.flush();
  }

  static Hello readHello(InputStream in) throws IOException {
    if (in.read() != FORMAT) {
      throw new IOException("a greeting of another format");
    }
    int kind = in.read();
    return new Hello(kind, readHash(in), readPasses(in));
  }

  /** The caller may come in; this device shows what it has to show. */
  static void writeWelcome(OutputStream out, List<Hash> passes) throws IOException {
    ByteWriter bytes = new ByteWriter().u8(WELCOME);
    write(bytes, passes);
    out.write(bytes.toBytes());
    out.flush();
  }

  static void writeRefusal(OutputStream out) throws IOException {
    out.write(REFUSED);
    out.flush();
  }

  /**
   * What the other side shows to the caller.
   *
   * @throws RefusedException if the caller was refused
   */
  static List<Hash> readWelcome(InputStream in) throws IOException {
    int said = in.read();
    if (said == REFUSED) {
      throw new RefusedException();
    }
    if (said != WELCOME) {
      throw new IOException("whoever answers there speaks otherwise");
    }
    return readPasses(in);
  }

  /** Writes a question of a stranger, or the answer. */
  static void writeBlob(OutputStream out, byte[] bytes) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(bytes.length);
    data.write(bytes);
    data.flush();
  }

  static byte[] readQuestion(InputStream in) throws IOException {
    return readBlob(in, MOST_QUESTION_BYTES);
  }

  static byte[] readAnswer(InputStream in) throws IOException {
    return readBlob(in, MOST_ANSWER_BYTES);
  }

  private static byte[] readBlob(InputStream in, int most) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = data.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a message of " + length + " bytes");
    }
    byte[] bytes = data.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("a message that was cut off");
    }
    return bytes;
  }

  private static void write(ByteWriter out, List<Hash> passes) {
    out.u8(passes.size());
    passes.forEach(pass -> out.raw(pass.toBytes()));
  }

  private static List<Hash> readPasses(InputStream in) throws IOException {
    int count = in.read();
    if (count < 0 || count > Pins.MOST_PASSES) {
      throw new IOException("a greeting with " + count + " passes");
    }
    List<Hash> passes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      passes.add(readHash(in));
    }
    return passes;
  }

  static Hash readHash(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Hash.SIZE_BYTES);
    if (bytes.length != Hash.SIZE_BYTES) {
      throw new IOException("a greeting that was cut off");
    }
    return Hash.wrap(bytes);
  }

  static void write(OutputStream out, Told told) throws IOException {
    ByteWriter bytes = new ByteWriter();
    bytes.string(told.seenAs).varint(told.entries.size());
    told.entries.forEach(bytes::blob);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(bytes.size());
    data.write(bytes.toBytes());
    data.flush();
  }

  static Told read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = data.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a directory of " + length + " bytes");
    }
    byte[] all = data.readNBytes(length);
    try {
      ByteReader bytes = new ByteReader(all);
      String seenAs = bytes.string(MOST_HOST_BYTES);
      int size = bytes.count(Directory.MOST_ENTRIES);
      List<byte[]> entries = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        entries.add(bytes.blob(TunnelEntry.MOST_BYTES));
      }
      bytes.end();
      return new Told(seenAs, entries);
    } catch (RejectedException e) {
      throw new IOException("no directory", e);
    }
  }
}

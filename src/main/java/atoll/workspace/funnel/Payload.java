package atoll.workspace.funnel;

import atoll.crdt.Change;
import atoll.crdt.RejectedException;
import atoll.crdt.RejectedException.Reason;
import atoll.crdt.ReplicaId;
import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.store.DocumentId;
import atoll.store.Envelope;
import atoll.workspace.seal.EntrySeal;
import atoll.workspace.seal.Records;
import java.util.ArrayList;
import java.util.List;

/**
 * What the body of an envelope says once it is opened: changes, each with the document that it belongs to.
 *
 * @param parts in the order in which they were made; never empty
 */
public record Payload(List<Part> parts) {
  /** Changes that one envelope may hold. */
  public static final int MOST_CHANGES = 512;

  private static final int FORMAT = 1;

  /** A change and its document. */
  public record Part(DocumentId document, Change change) {}

  public Payload {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MOST_CHANGES) {
      throw new IllegalArgumentException(parts.size() + " changes in one envelope");
    }
  }

  /**
   * Reads what {@link #toBytes()} wrote.
   *
   * @throws RejectedException if it is not a payload, or a change in it is not one
   */
  public static Payload parse(byte[] bytes) throws RejectedException {
    ByteReader in = new ByteReader(bytes);
    int format = in.u8();
    if (format != FORMAT) {
      throw new RejectedException(Reason.TOO_NEW, "a payload of format " + format);
    }
    int count = in.count(MOST_CHANGES);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DocumentId document = documentId(in.string(DocumentId.MOST_CHARACTERS));
      parts.add(new Part(document, Change.parse(in.blob(in.left()))));
    }
    in.end();
    if (parts.isEmpty()) {
      throw new RejectedException(Reason.MALFORMED, "a payload without changes");
    }
    if (parts.stream().anyMatch(part -> part.document().equals(Records.DOCUMENT))) {
      throw new RejectedException(Reason.MALFORMED, "a change of the membership's records");
    }
    return new Payload(parts);
  }

  /** The documents that a stored entry touches; none if it was set aside because it says nothing. */
  static List<DocumentId> documents(Envelope entry, EntrySeal seal) {
    try {
      return parse(seal.open(entry)).documents();
    } catch (RejectedException setAside) {
      return List.of();
    }
  }

  /**
   * Makes sure that all changes are of the log that they are in: or one could take the name, and the numbers, of another's
   * coming changes.
   *
   * @throws RejectedException if one is not
   */
  void requireAuthor(ReplicaId log) throws RejectedException {
    for (Part part : parts) {
      if (!part.change().author().equals(log)) {
        throw new RejectedException(
            Reason.CONTRADICTION, "a change of " + part.change().author() + " in another's log");
      }
    }
  }

  /** The documents that are touched, each once, in the order in which they first appear. */
  public List<DocumentId> documents() {
    return parts.stream().map(Part::document).distinct().toList();
  }

  /** The bytes that become the body of an envelope. */
  public byte[] toBytes() {
    ByteWriter out = new ByteWriter().u8(FORMAT).varint(parts.size());
    for (Part part : parts) {
      out.string(part.document().value()).blob(part.change().toBytes());
    }
    return out.toBytes();
  }

  private static DocumentId documentId(String text) throws RejectedException {
    try {
      return new DocumentId(text);
    } catch (IllegalArgumentException e) {
      throw new RejectedException(Reason.MALFORMED, "the id of a document");
    }
  }
}

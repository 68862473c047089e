package atoll.workspace.files;

import atoll.crdt.ContainerId;
import atoll.crdt.Document;
import atoll.crdt.Kind;
import atoll.crdt.MapView;
import atoll.crdt.Value;
import atoll.store.DocumentId;
import atoll.store.blobs.BlobId;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * How the bytes of a small file travel: in a document of their own, whose map {@link #PARTS} holds them in pieces under "0",
 * "1" and so on, and, written last, their number under {@link #COUNT}.
 */
final class FileFormat {
  static final ContainerId PARTS = ContainerId.root(Kind.MAP, "parts");
  static final String COUNT = "count";

  /** Bytes of a piece; with what is around it, an envelope stays within its 64 KiB. */
  static final int PART_BYTES = 48 * 1024;

  /** Bytes of the largest file that travels in this way. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  static final int MOST_PARTS = MOST_BYTES / PART_BYTES + 1;

  private static final String PREFIX = "file-";
  private static final int NAME_CHARACTERS = 48;

  private FileFormat() {}

  /** The document that carries a file. Its name is a part of the hash: what it holds is checked by the whole of it. */
  static DocumentId document(BlobId id) {
    return new DocumentId(PREFIX + id.toString().substring(0, NAME_CHARACTERS));
  }

  static boolean carriesAFile(DocumentId document) {
    return document.value().startsWith(PREFIX);
  }

  /** Whether all pieces are there. */
  static boolean isComplete(Document document) {
    MapView parts = document.map(PARTS);
    Optional<Integer> count = count(parts);
    return count.isPresent() && parts.keys().size() > count.get();
  }

  /** What is carried; empty if it is not all there, or not what its name says. */
  static Optional<byte[]> read(DocumentId name, Document document) {
    MapView parts = document.map(PARTS);
    Optional<Integer> count = count(parts);
    if (count.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count.get(); i++) {
      if (!(parts.get(Integer.toString(i)) instanceof Value.Bytes part)
          || all.size() + part.value().length > MOST_BYTES) {
        return Optional.empty();
      }
      all.writeBytes(part.value());
    }
    byte[] bytes = all.toByteArray();
    return document(BlobId.of(bytes)).equals(name) ? Optional.of(bytes) : Optional.empty();
  }

  private static Optional<Integer> count(MapView parts) {
    return parts.get(COUNT) instanceof Value.Int(long n) && n >= 0 && n <= MOST_PARTS
        ? Optional.of((int) n)
        : Optional.empty();
  }
}

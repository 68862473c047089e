package atoll.store.journal;

import atoll.crdt.RejectedException;
import atoll.crdt.ReplicaId;
import atoll.store.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads single facts out of a journal that somebody else writes meanwhile. For any thread. */
public final class FactReader {
  private final Path folder;

  /** @param folder the folder of the journal */
  public FactReader(Path folder) {
    this.folder = folder;
  }

  /**
   * An entry that was appended.
   *
   * @param workspace its number
   * @param segment the file that its frame is in
   * @param offset where in the file its frame begins
   * @throws RejectedException if there is no sound frame at this place
   */
  public Optional<Fact.Item> appended(
      int workspace, int segment, long offset, ReplicaId log, long number)
      throws IOException, RejectedException {
    for (JournalRecord record : JournalReader.frame(new FolderDisk(folder), segment, offset)) {
      if (FactCodec.decode(record) instanceof Fact.Appended appended
          && appended.workspace() == workspace) {
        for (Fact.Item item : appended.items()) {
          Envelope.Header header = item.envelope().header();
          if (header.log().equals(log) && header.number() == number) {
            return Optional.of(item);
          }
        }
      }
    }
    return Optional.empty();
  }
}

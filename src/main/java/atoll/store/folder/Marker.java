package atoll.store.folder;

import atoll.crdt.ReplicaId;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * As whom a folder writes. Kept outside the database, in the folder and in a second place of the account, so that a folder
 * that was copied or rolled back is known before it uses a number of its log twice. For one thread at a time.
 */
final class Marker {
  private static final Logger LOG = System.getLogger(Marker.class.getName());
  private static final String NAME = "identity";

  private final Path file;
  private final Optional<Path> secondPlace;
  private long framesBefore;
  private Identity identity;
  private Origin origin;

  private Marker(
      Path file, Optional<Path> secondPlace, long framesBefore, Identity identity, Origin origin) {
    this.file = file;
    this.secondPlace = secondPlace;
    this.framesBefore = framesBefore;
    this.identity = identity;
    this.origin = origin;
  }

  /**
   * Reads the marker of a folder, and renews it where the folder is not what it was. Except in a new folder nothing is
   * written before {@link #opened}, so that a folder that is refused stays as it was.
   *
   * @param steady a file of the folder that is never rewritten
   * @param secondPlace a folder outside; empty if there is none
   */
  static Marker of(Path folder, Path steady, Optional<Path> secondPlace) throws IOException {
    Path file = folder.resolve(NAME);
    Fingerprint here = Fingerprint.of(steady);
    Optional<Identity> known = Identity.read(file);
    Optional<Identity> beside = known.flatMap(found -> beside(secondPlace, found));
    Origin origin = origin(here, known, beside);
    Identity identity = origin.isRenewed() ? fresh(here) : known.orElseThrow();
    long framesBefore = origin.isRenewed() ? 0 : beside.map(Identity::frames).orElse(0L);
    Marker marker = new Marker(file, secondPlace, framesBefore, identity, origin);
    if (origin == Origin.NEW) {
      marker.write();
    }
    return marker;
  }

  /** What became of the folder. */
  synchronized Origin origin() {
    return origin;
  }

  /** Notes the start and how much the journal holds, once it is open; renews the marker if that is less than there was. */
  synchronized void opened(long frames) throws IOException {
    if (frames < framesBefore) {
      renew();
    }
    identity = identity.started().withFrames(frames);
    write();
  }

  /** Lets the folder go on as somebody else. */
  synchronized void renew() throws IOException {
    origin = Origin.ROLLED_BACK;
    identity = fresh(identity.fingerprint());
    framesBefore = 0;
    write();
  }

  /** Notes how much the journal holds; it matters little if that is not noted. */
  synchronized void holds(long frames) {
    identity = identity.withFrames(frames);
    writeBeside();
  }

  /**
   * The writer of this folder in a workspace; another in each, so that nobody sees that they are the same.
   *
   * @param salt another writer with every other one; empty for the first
   */
  synchronized ReplicaId replica(WorkspaceId workspace, byte[] salt) {
    byte[] own = ByteBuffer.allocate(Long.BYTES).putLong(identity.incarnation()).array();
    byte[] hash = Hash.of(own, workspace.hash().toBytes(), salt).toBytes();
    return new ReplicaId(ByteBuffer.wrap(hash).getLong());
  }

  private static Origin origin(
      Fingerprint here, Optional<Identity> known, Optional<Identity> beside) {
    if (known.isEmpty()) {
      return Origin.NEW;
    }
    if (!known.get().fingerprint().isSameFileAs(here)) {
      return Origin.COPIED;
    }
    boolean startedSince =
        beside.isPresent() && beside.get().starts() > known.get().starts();
    return startedSince ? Origin.ROLLED_BACK : Origin.SAME;
  }

  private static Identity fresh(Fingerprint here) {
    return new Identity(new SecureRandom().nextLong(), here, 0, 0);
  }

  private static Optional<Identity> beside(Optional<Path> secondPlace, Identity identity) {
    try {
      return secondPlace.isEmpty()
          ? Optional.empty()
          : Identity.read(fileBeside(secondPlace.get(), identity));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void write() throws IOException {
    identity.write(file);
    writeBeside();
  }

  private void writeBeside() {
    if (secondPlace.isPresent()) {
      try {
        Permissions.makeFolder(secondPlace.get());
        identity.write(fileBeside(secondPlace.get(), identity));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "The second place of the marker cannot be written: " + e);
      }
    }
  }

  private static Path fileBeside(Path secondPlace, Identity identity) {
    return secondPlace.resolve(HexFormat.of().toHexDigits(identity.incarnation()));
  }
}

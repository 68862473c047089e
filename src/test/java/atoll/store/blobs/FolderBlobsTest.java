package atoll.store.blobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderBlobsTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir
  private Path folder;

  @Test
  void whatWasPut_isReadUnderItsHash() throws Exception {
    FolderBlobs blobs = new FolderBlobs(folder);
    BlobId id = blobs.put(stream(BYTES), 10);
    assertEquals(BlobId.of(BYTES), id);
    assertEquals(OptionalLong.of(3), blobs.size(id));
    try (InputStream read = new FolderBlobs(folder).read(id).orElseThrow()) {
      assertArrayEquals(BYTES, read.readAllBytes());
    }
  }

  @Test
  void sameBytesTwice_areOneFile() throws Exception {
    FolderBlobs blobs = new FolderBlobs(folder);
    blobs.put(stream(BYTES), 10);
    blobs.put(stream(BYTES), 10);
    assertEquals(1, files().size());
  }

  @Test
  void moreBytesThanAllowed_leaveNothing() throws Exception {
    FolderBlobs blobs = new FolderBlobs(folder);
    assertThrows(TooLargeException.class, () -> blobs.put(stream(new byte[11]), 10));
    assertEquals(List.of(), files());
  }

  @Test
  void streamThatBreaks_leavesNothing() throws Exception {
    FolderBlobs blobs = new FolderBlobs(folder);
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("gone");
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("gone");
      }
    };
    assertThrows(IOException.class, () -> blobs.put(broken, 10));
    assertEquals(List.of(), files());
  }

  @Test
  void whatACrashLeft_isGoneAfterTheNextStart() throws Exception {
    new FolderBlobs(folder).put(stream(BYTES), 10);
    Files.write(folder.resolve("new-x"), BYTES);
    BlobStore again = new FolderBlobs(folder);
    assertEquals(1, files().size());
    assertEquals(OptionalLong.of(3), again.size(BlobId.of(BYTES)));
  }

  @Test
  void whatIsNotHere_isEmpty() {
    FolderBlobs blobs = new FolderBlobs(folder.resolve("none"));
    BlobId id = BlobId.of(BYTES);
    assertEquals(OptionalLong.empty(), blobs.size(id));
    assertEquals(Optional.empty(), blobs.read(id));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such rights")
  void onlyTheOwner_mayReadABlob() throws Exception {
    new FolderBlobs(folder).put(stream(BYTES), 10);
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}

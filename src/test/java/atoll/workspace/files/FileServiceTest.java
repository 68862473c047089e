package atoll.workspace.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.crdt.Value;
import atoll.crypto.Hash;
import atoll.crypto.WorkspaceId;
import atoll.store.Envelope;
import atoll.store.blobs.BlobId;
import atoll.store.memory.MemoryStore;
import atoll.workspace.TestSeal;
import atoll.workspace.funnel.Funnel;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileServiceTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId(Hash.of(new byte[] {1}));
  private static final long PATIENCE_SECONDS = 10;

  private final MemoryStore here = new MemoryStore();
  private final MemoryStore there = new MemoryStore();
  private final Funnel funnelHere = TestSeal.funnel(WORKSPACE, here.workspace(WORKSPACE));
  private final Funnel funnelThere = TestSeal.funnel(WORKSPACE, there.workspace(WORKSPACE));
  private final FileService filesHere = new FileService(funnelHere, here.blobs());
  private final FileService filesThere = new FileService(funnelThere, there.blobs());
  private final List<Envelope> sent = Collections.synchronizedList(new ArrayList<>());

  FileServiceTest() {
    funnelHere.onStored(sent::addAll);
  }

  @AfterEach
  void close() {
    funnelHere.close();
    funnelThere.close();
  }

  @Test
  void fileOfSeveralPieces_arrivesWhole() throws Exception {
    byte[] bytes = bytes(200_000);
    CompletableFuture<BlobId> arrival = new CompletableFuture<>();
    filesThere.onArrival(arrival::complete);
    BlobId id = filesHere.keep(new ByteArrayInputStream(bytes));
    assertTrue(sent.stream().allMatch(entry -> entry.toBytes().length <= 64 * 1024));
    funnelThere.receive(List.copyOf(sent));
    assertEquals(id, arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    try (InputStream read = filesThere.read(id).orElseThrow()) {
      assertArrayEquals(bytes, read.readAllBytes());
    }
  }

  @Test
  void fileWithAPieceMissing_isNotThereYet() throws Exception {
    BlobId id = filesHere.keep(new ByteArrayInputStream(bytes(100_000)));
    funnelThere.receive(List.copyOf(sent.subList(0, 2)));
    assertEquals(Optional.empty(), filesThere.read(id));
  }

  @Test
  void fileWhosePiecesWereChanged_isRefused() throws Exception {
    BlobId id = filesHere.keep(new ByteArrayInputStream(bytes(1_000)));
    funnelHere
        .edit(
            FileFormat.document(id),
            now -> {
              var draft = now.draft();
              draft.put(FileFormat.PARTS, "0", Value.of(new byte[] {9}));
              return draft;
            },
            Optional.empty())
        .join();
    funnelThere.receive(List.copyOf(sent));
    assertEquals(Optional.empty(), filesThere.read(id));
  }

  @Test
  void sameFileTwice_isSentOnce() throws Exception {
    filesHere.keep(new ByteArrayInputStream(bytes(10)));
    int entries = sent.size();
    filesHere.keep(new ByteArrayInputStream(bytes(10)));
    assertEquals(entries, sent.size());
  }

  @Test
  void largeFile_staysHere() throws Exception {
    BlobId id = filesHere.keep(new ByteArrayInputStream(bytes(FileFormat.MOST_BYTES + 1)));
    assertFalse(filesHere.travels(id));
    assertEquals(List.of(), sent);
    assertEquals(FileFormat.MOST_BYTES + 1, filesHere.size(id).orElseThrow());
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}

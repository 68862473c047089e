package atoll.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import atoll.crdt.RejectedException;
import atoll.store.blobs.BlobId;
import atoll.workspace.PageLook;
import atoll.workspace.PageLook.Cover;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LooksTest {
  private static final BlobId BLOB = BlobId.of(new byte[] {1});
  private static final PageLook DRESSED =
      new PageLook("🎉", Optional.of(new Cover(BLOB, "a.png", 10)), true);

  @Test
  void messageNamesOnePart_othersStay() throws RejectedException {
    assertEquals(DRESSED.withIcon("🐢"), after("{'icon':'🐢'}"));
    assertEquals(DRESSED.withIcon(""), after("{'icon':''}"));
    assertEquals(DRESSED.withWidth(false), after("{'wide':false}"));
    assertEquals(DRESSED.withCover(Optional.empty()), after("{'cover':null}"));
    assertEquals(DRESSED, after("{}"));
    assertEquals(
        DRESSED.withCover(Optional.of(new Cover(BLOB, "b.png", 70))),
        after("{'cover':{'blob':'" + BLOB + "','name':'b.png','at':70}}"));
  }

  @Test
  void messageThatNamesNoSignOrNoBytes_isRefused() {
    for (String bad :
        List.of("{'icon':'two words'}", "{'cover':{'blob':'../x'}}", "{'cover':{}}")) {
      assertThrows(RejectedException.class, () -> after(bad), bad);
    }
  }

  private static PageLook after(String message) throws RejectedException {
    return Looks.change(Messages.JSON.readTree(message.replace('\'', '"'))).apply(DRESSED);
  }
}

package atoll.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atoll.store.blobs.BlobId;
import atoll.workspace.PageLook.Cover;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageLookTest {
  @Test
  void icon_isOneSignHoweverManyCharactersItHas() {
    for (String sign : List.of("🎉", "👩‍💻", "🇪🇺", "❤️", "1️⃣", "🏳️‍🌈", "é", "水", "A")) {
      assertTrue(PageLook.isIcon(sign), sign);
    }
    for (String none : List.of("", " ", "ab", "🎉🎉", "\n", "\u0301", "\u200b", "<b>")) {
      assertFalse(PageLook.isIcon(none), none);
    }
    assertFalse(PageLook.isIcon("e" + "\u0301".repeat(40)));
  }

  @Test
  void iconOfAnotherInstanceThatIsNone_isNotShown() {
    assertEquals("", new PageLook("<script>", Optional.empty(), false).icon());
    assertEquals("🎉 Title", PageLook.PLAIN.withIcon("🎉").before("Title"));
    assertEquals("Title", PageLook.PLAIN.before("Title"));
  }

  @Test
  void cover_isReadAsItWasWritten() {
    for (String name : List.of("", "Sea at dawn.jpg", "100 2 3")) {
      Cover cover = new Cover(BlobId.of("x".getBytes(UTF_8)), name, 55);
      assertEquals(Optional.of(cover), Cover.read(cover.written()));
    }
    for (String none :
        List.of("", "abc", "g".repeat(64) + " 1 x", "a".repeat(64), "a".repeat(64) + " -1 x")) {
      assertEquals(Optional.empty(), Cover.read(none));
    }
    assertEquals(100, new Cover(BlobId.of(new byte[1]), "", 999).at());
  }
}

package atoll.ui.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileKindTest {
  @Test
  void kind_isToldByTheBytes() {
    assertEquals(FileKind.PNG, of("\u0089PNG\r\n\u001a\n…"));
    assertEquals(FileKind.JPEG, of("\u00ff\u00d8\u00ff\u00e0"));
    assertEquals(FileKind.WEBP, of("RIFF\0\0\0\0WEBPVP8 "));
    assertEquals(FileKind.AVIF, of("\0\0\0 ftypavif"));
  }

  @Test
  void whatCanHoldAScript_isNotShownInPlace() {
    assertEquals(FileKind.SVG, of("<?xml version='1.0'?>\n<svg onload='alert(1)'/>"));
    assertFalse(FileKind.SVG.inPlace());
    assertEquals(FileKind.OTHER, of("<html><script>"));
    assertEquals(FileKind.OTHER, of("GIF<script>"));
    assertEquals(FileKind.OTHER, of("%PDF-1.7"));
    assertFalse(FileKind.OTHER.inPlace());
  }

  @Test
  void emptyFile_isOther() {
    assertEquals(FileKind.OTHER, of(""));
  }

  private static FileKind of(String head) {
    return FileKind.of(head.getBytes(StandardCharsets.ISO_8859_1));
  }
}

package atoll.workspace.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FileNamesTest {
  private final FileNames names = new FileNames();

  @Test
  void plainTitle_isKept() {
    assertEquals("Über uns, 2030", names.nameFor("Über uns, 2030"));
  }

  @Test
  void sameTitle_getsANumberWhateverItsCase() {
    assertEquals("Notes", names.nameFor("Notes"));
    assertEquals("notes (2)", names.nameFor("notes"));
    assertEquals("Notes (3)", names.nameFor("Notes"));
  }

  @Test
  void titleThatLeadsElsewhere_staysInItsFolder() {
    assertEquals("-..-etc-passwd", names.nameFor("../../etc/passwd"));
    assertEquals("C-x", names.nameFor("C:\\x"));
    assertEquals("Untitled", names.nameFor(".."));
    assertEquals("a-b", names.nameFor("a\u0000b"));
  }

  @Test
  void nameOfADevice_isMadeHarmless() {
    assertEquals("_con", names.nameFor("con"));
    assertEquals("_LPT1.txt", names.nameFor("LPT1.txt"));
    assertEquals("console", names.nameFor("console"));
  }

  @Test
  void longTitle_isCutBetweenCharacters() {
    assertEquals("😀".repeat(80), names.nameFor("😀".repeat(500)));
  }
}

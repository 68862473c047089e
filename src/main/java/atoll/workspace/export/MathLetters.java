package atoll.workspace.export;

/** Letters of another look, which are characters of their own. */
enum MathLetters {
  BOLD(0x1d400, 0x1d41a, "", ""),
  DOUBLE(0x1d538, 0x1d552, "CHNPQRZ", "ℂℍℕℙℚℝℤ"),
  /** Its small letters are the plain ones. */
  SCRIPT(0x1d49c, 0, "BEFHILMR", "ℬℰℱℋℐℒℳℛ");

  private final int capitals;
  private final int smalls;
  /** Letters that had their character before the others got theirs, and those characters. */
  private final String early;

  private final String others;

  MathLetters(int capitals, int smalls, String early, String others) {
    this.capitals = capitals;
    this.smalls = smalls;
    this.early = early;
    this.others = others;
  }

  /** The letter in this look; what has none stays. */
  String of(char letter) {
    int known = early.indexOf(letter);
    if (known >= 0) {
      return others.substring(known, known + 1);
    }
    if (letter >= 'A' && letter <= 'Z') {
      return Character.toString(capitals + letter - 'A');
    }
    return letter >= 'a' && letter <= 'z' && smalls > 0
        ? Character.toString(smalls + letter - 'a')
        : String.valueOf(letter);
  }
}

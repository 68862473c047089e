package atoll.workspace;

import java.util.Locale;

/** What a node is. */
public enum NodeKind {
  /** Text in blocks. */
  PAGE,
  /** Made with a newer version: shown by its title, kept as it is. */
  UNKNOWN;

  /** Reads the word that documents and the database carry. */
  static NodeKind of(String word) {
    return word.equals(PAGE.word()) ? PAGE : UNKNOWN;
  }

  /** The word that documents and the database carry. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package atoll.workspace.imports;

/** Text from outside. */
final class Texts {
  private Texts() {}

  /** One line without halves of surrogate pairs. */
  static String line(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ")
        .replace('\0', '\ufffd')
        .replaceAll("\\p{Cs}", "\ufffd")
        .strip();
  }
}

package atoll.workspace.markdown;

/** Something that no page can hold as it was written. */
public sealed interface Loss {
  /** A heading below those that there are. */
  record DeepHeading(int level) implements Loss {}

  /** An image or a file where a table has text only. */
  record InTable(String name) implements Loss {}

  /** An image whose bytes stand in the text of a page. */
  record ImageInText() implements Loss {}

  /** An image that lies on the web, which nobody asks for it. */
  record ImageOfWeb(String address) implements Loss {}

  /** A link to something that did not come in. */
  record LinkToNothing(String target) implements Loss {}

  /** A link to where no page may lead. */
  record AddressOfLink(String address) implements Loss {}
}

package atoll.workspace;

import java.io.Serial;
import java.util.List;

/**
 * This device could not become one of its person's. A person is told by the words that the user interface has for the
 * reason.
 */
public final class OwnDeviceException extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  /** What the person has to look at again. */
  public enum About {
    /** The code of the other device, or its words. */
    CODE,
    /** The recovery words. */
    WORDS,
    /** Where the other device is. */
    ADDRESS,
    /** A file that was carried by hand. */
    FILE
  }

  /** Why not, and the values that belong to it. */
  public enum Why {
    /** The other device does not answer: its addresses. */
    NO_ANSWER(About.CODE),
    /** The other device's person said no. */
    REFUSED(About.CODE),
    /** The other device does not know the code, or not any more. */
    UNKNOWN_CODE(About.CODE),
    /** What the other device granted is not for this one. */
    MISTAKE(About.CODE),
    /** The other device agreed and was not met again. */
    STOPPED(About.CODE),
    /** There are not so many recovery words: how many there should be, and are. */
    WORD_COUNT(About.WORDS),
    /** One of the words is none: its number, from 1. */
    NO_WORD(About.WORDS),
    /** The words do not belong together. */
    WORDS_DIFFER(About.WORDS),
    /** Nothing says where to ask. */
    NO_ADDRESS(About.ADDRESS),
    /** Nobody answers there: the addresses. */
    NOBODY_THERE(About.ADDRESS),
    /** The device there holds nothing of the person's. */
    NOTHING_THERE(About.ADDRESS),
    /** No file is of a workspace of the person's. */
    NOTHING_IN_FILES(About.FILE);

    private final About about;

    Why(About about) {
      this.about = about;
    }
  }

  private final Why why;
  private final transient List<Object> values;

  OwnDeviceException(Why why, Object... values) {
    super(why + " " + List.of(values));
    this.why = why;
    this.values = List.of(values);
  }

  public About about() {
    return why.about;
  }

  public Why why() {
    return why;
  }

  /** What stands in the words, in their order. */
  public List<Object> values() {
    return values;
  }
}

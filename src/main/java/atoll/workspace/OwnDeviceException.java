package atoll.workspace;

import java.io.Serial;

/** This device could not become one of its person's; the message tells the person what to do. */
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

  private final About about;

  public OwnDeviceException(About about, String message) {
    super(message);
    this.about = about;
  }

  public About about() {
    return about;
  }
}

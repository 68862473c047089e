package atoll.store.folder;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Properties;

/**
 * A running instance, as it tells the others that come to its data folder.
 *
 * @param pid its process; 0 if it has not told
 * @param started when it began, in milliseconds since 1970
 * @param address where it serves, once it does
 */
public record Instance(long pid, long started, Optional<Address> address) {
  static final Instance UNKNOWN = new Instance(0, 0, Optional.empty());

  /**
   * Where an instance serves.
   *
   * @param port on the loopback interface
   * @param key what a browser of this account shows to be let in
   */
  public record Address(int port, String key) {
    /** Tells no key. */
    @Override
    public String toString() {
      return "port " + port;
    }
  }

  String toText() {
    Properties values = new Properties();
    values.setProperty("pid", Long.toString(pid));
    values.setProperty("started", Long.toString(started));
    address.ifPresent(known -> {
      values.setProperty("port", Integer.toString(known.port()));
      values.setProperty("key", known.key());
    });
    StringWriter text = new StringWriter();
    try {
      values.store(text, null);
    } catch (IOException e) {
      throw new AssertionError("a string takes everything", e);
    }
    return text.toString();
  }

  /** What a text tells; {@link #UNKNOWN} if it is none of ours, such as one that is being written. */
  static Instance parse(String text) {
    Properties values = new Properties();
    try {
      values.load(new StringReader(text));
      String port = values.getProperty("port");
      return new Instance(
          Long.parseLong(values.getProperty("pid", "")),
          Long.parseLong(values.getProperty("started", "")),
          port == null
              ? Optional.empty()
              : Optional.of(new Address(Integer.parseInt(port), values.getProperty("key", ""))));
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  /** The process and its port, as a message names it. */
  @Override
  public String toString() {
    String process = pid == 0 ? "another process" : "process " + pid;
    return address.map(known -> process + " (port " + known.port() + ")").orElse(process);
  }
}

package atoll.identity.own;

import atoll.crdt.codec.ByteReader;
import atoll.crdt.codec.ByteWriter;
import atoll.crypto.SpokenSecret;
import atoll.identity.InvitationException;
import atoll.identity.InvitationException.Why;
import atoll.identity.InvitationText;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a device shows so that another one of the same person finds and knows it: as one line to copy or to scan, or as an
 * address and eight words to type.
 *
 * @param secret both prove to have it
 * @param addresses HOST:PORT where the first device is met
 * @param expires when it stops being good; the typed form does not say
 */
public record DeviceCode(SpokenSecret secret, List<String> addresses, Instant expires) {
  /** What every line begins with. */
  public static final String PREFIX = "atoll-device-1.";

  private static final int MOST_TEXT = 12_000;
  private static final int MOST_TYPED = 5;
  private static final Pattern ADDRESS = Pattern.compile("\\S+:\\d{1,5}");
  private static final Pattern SPACE = Pattern.compile("[\\s,;]+");

  public DeviceCode {
    addresses = InvitationText.few(addresses);
    expires = InvitationText.wholeSeconds(expires);
  }

  /**
   * Reads either form as a person pastes or types it.
   *
   * @throws InvitationException if it is neither, is cut or changed, or has expired
   */
  public static DeviceCode parse(String text, Instant now) throws InvitationException {
    String packed = InvitationText.packed(text, MOST_TEXT);
    int begin = packed.indexOf(PREFIX);
    if (begin < 0) {
      return typed(text, now);
    }
    DeviceCode read = InvitationText.read(packed.substring(begin + PREFIX.length()), bytes -> {
      ByteReader in = InvitationText.unchecked(bytes);
      SpokenSecret secret = SpokenSecret.wrap(in.raw(SpokenSecret.SIZE_BYTES));
      Instant expires = InvitationText.readExpiry(in);
      List<String> addresses = InvitationText.readAddresses(in);
      in.end();
      return new DeviceCode(secret, addresses, expires);
    });
    if (read.expires.isBefore(now)) {
      throw new InvitationException(Why.OLD_CODE);
    }
    return read;
  }

  private static DeviceCode typed(String text, Instant now) throws InvitationException {
    List<String> parts = SPACE.splitAsStream(text.strip()).toList();
    List<String> addresses =
        parts.stream().filter(part -> ADDRESS.matcher(part).matches()).toList();
    List<String> words =
        parts.stream().filter(part -> !addresses.contains(part)).toList();
    Optional<SpokenSecret> secret = SpokenSecret.ofWords(words);
    if (addresses.isEmpty() || addresses.size() > MOST_TYPED || secret.isEmpty()) {
      throw new InvitationException(Why.NO_CODE);
    }
    return new DeviceCode(secret.get(), addresses, now.plusSeconds(1));
  }

  /** The line to copy or to scan. */
  public String toText() {
    ByteWriter out = new ByteWriter().raw(secret.toBytes());
    InvitationText.writeEnd(out, expires, addresses);
    return InvitationText.line(PREFIX, InvitationText.checked(out));
  }

  /** What to type where nothing can be pasted: an address, then the words. */
  public List<String> toType() {
    return Stream.concat(addresses.stream().limit(1), secret.words().stream()).toList();
  }

  /** Addresses in what somebody typed or pasted, whatever else stands there. */
  public static List<String> addressesIn(String text) {
    return Arrays.stream(SPACE.split(text.strip(), -1))
        .filter(part -> ADDRESS.matcher(part).matches())
        .toList();
  }
}

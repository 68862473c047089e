package atoll.store.folder;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * What a folder, or the place beside it, remembers of the folder's life.
 *
 * @param incarnation random, chosen anew whenever the folder may not go on as who it was
 * @param fingerprint of the file that is never rewritten
 * @param starts times that the folder was opened in this incarnation
 * @param frames frames that its journal has, or more
 */
record Identity(long incarnation, Fingerprint fingerprint, long starts, long frames) {
  /** Reads a file; empty if there is none or it is not what {@link #write} wrote. */
  static Optional<Identity> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try {
      values.load(new StringReader(Files.readString(file, StandardCharsets.ISO_8859_1)));
      return Optional.of(new Identity(
          HexFormat.fromHexDigitsToLong(values.getProperty("incarnation", "")),
          new Fingerprint(
              values.getProperty("file", ""), Long.parseLong(values.getProperty("born", ""))),
          Long.parseLong(values.getProperty("starts", "")),
          Long.parseLong(values.getProperty("frames", ""))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Replaces a file, durably. */
  void write(Path file) throws IOException {
    String text =
        "incarnation=" + HexFormat.of().toHexDigits(incarnation) + "\nfile=" + fingerprint.file()
            + "\nborn=" + fingerprint.born() + "\nstarts=" + starts + "\nframes=" + frames + "\n";
    SafeFile.replace(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Identity started() {
    return new Identity(incarnation, fingerprint, starts + 1, frames);
  }

  Identity withFrames(long known) {
    return new Identity(incarnation, fingerprint, starts, known);
  }
}

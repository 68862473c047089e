package atoll.app;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port that others know this instance by, kept in the data folder. What cannot be read counts as none. */
final class KeptPort {
  private static final Logger LOG = System.getLogger(KeptPort.class.getName());
  private static final String FILE = "cluster-port";
  private static final int MOST_PORT = 65_535;

  private final Path file;

  KeptPort(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /** The port; 0 for none. */
  int read() {
    try {
      int port = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
      return port >= 0 && port <= MOST_PORT ? port : 0;
    } catch (IOException | NumberFormatException e) {
      LOG.log(Level.INFO, "the port of the last start cannot be read; another one is taken", e);
      return 0;
    }
  }

  /** Keeps the port for the next start. */
  void write(int port) {
    if (port != read()) {
      try {
        Files.writeString(file, port + "\n");
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the port cannot be kept; at the next start it is another one", e);
      }
    }
  }
}

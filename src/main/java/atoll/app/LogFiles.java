package atoll.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where log records go: to files in the data folder, and to standard error if somebody wants to see them. */
final class LogFiles {
  private static final int MOST_BYTES = 5 << 20;
  private static final int FILES = 3;

  /** Libraries that tell more at every start than anybody reads. */
  private static final String[] TALKATIVE = {
    "com.hazelcast", "org.eclipse.jetty", "com.vaadin", "org.atmosphere"
  };

  /** Loggers are forgotten with their level unless somebody holds them. */
  private static final Logger[] HELD = new Logger[TALKATIVE.length];

  private LogFiles() {}

  /**
   * Takes over the records of the whole process.
   *
   * @throws IOException if the folder cannot be written
   */
  static void write(Path folder, boolean verbose) throws IOException {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    String pattern = folder.toString().replace("%", "%%") + "/atoll.%g.log";
    add(root, new FileHandler(pattern, MOST_BYTES, FILES, true));
    if (verbose) {
      add(root, new ConsoleHandler());
    }
    for (int i = 0; i < TALKATIVE.length; i++) {
      HELD[i] = Logger.getLogger(TALKATIVE[i]);
      HELD[i].setLevel(Level.WARNING);
    }
  }

  private static void add(Logger root, Handler handler) {
    handler.setFormatter(new SimpleFormatter());
    handler.setLevel(Level.INFO);
    root.addHandler(handler);
  }
}

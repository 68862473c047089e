package atoll.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of serving; each has an environment variable. */
final class ServeOptions {
  private static final int MOST_PORT = 65_535;
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s:,]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Mixin
  private DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:ATOLL_PORT:-8420}",
      description =
          "The port of the browser's address, 0 for any free one (default: 8420; ATOLL_PORT).")
  private int port;

  @Option(
      names = "--no-browser",
      defaultValue = "${env:ATOLL_NO_BROWSER:-false}",
      description = "Opens no browser (ATOLL_NO_BROWSER=true).")
  private boolean noBrowser;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      split = ",",
      defaultValue = "${env:ATOLL_JOIN}",
      description =
          "Where other instances of shared workspaces are met; several with commas (ATOLL_JOIN).")
  private @Nullable List<String> join;

  @Option(
      names = "--cluster-port",
      paramLabel = "N",
      defaultValue = "${env:ATOLL_CLUSTER_PORT:-0}",
      description = "The port at which others meet this instance once a workspace is shared"
          + " (default: any free one, and the same again at later starts; ATOLL_CLUSTER_PORT).")
  private int clusterPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:ATOLL_BIND:-0.0.0.0}",
      description = "The address at which others meet this instance, 127.0.0.1 for this machine"
          + " only (default: 0.0.0.0, every network that this machine is in; ATOLL_BIND).")
  private String bind = "0.0.0.0";

  @Option(
      names = "--no-discovery",
      defaultValue = "${env:ATOLL_NO_DISCOVERY:-false}",
      description = "Neither announces shared workspaces in the local network nor looks for their"
          + " other instances there (ATOLL_NO_DISCOVERY=true).")
  private boolean noDiscovery;

  @Option(
      names = "--verbose",
      defaultValue = "${env:ATOLL_VERBOSE:-false}",
      description = "Writes the log to standard error too (ATOLL_VERBOSE=true).")
  private boolean verbose;

  /** As given by {@code --data DIR --port 0 --no-browser}. */
  static ServeOptions quiet(Path data) {
    ServeOptions options = new ServeOptions();
    options.data = DataOption.of(data);
    options.noBrowser = true;
    options.bind = "127.0.0.1";
    return options;
  }

  /** The data folder; it need not be there. */
  Path data() {
    return data.place();
  }

  /** @throws ParameterException if it is not a port */
  int port() {
    return port(port, "--port");
  }

  boolean opensBrowser() {
    return !noBrowser;
  }

  /** @throws ParameterException if an address or the port cannot be one */
  ClusterOptions cluster() {
    InetAddress at = bind();
    return new ClusterOptions(
        at, port(clusterPort, "--cluster-port"), join(), !noDiscovery && !at.isLoopbackAddress());
  }

  private InetAddress bind() {
    try {
      return InetAddress.ofLiteral(bind);
    } catch (IllegalArgumentException e) {
      throw wrong("--bind takes an address of this machine in digits, such as 127.0.0.1, not \""
          + bind + "\"");
    }
  }

  private List<String> join() {
    List<String> addresses = join == null ? List.of() : join;
    for (String address : addresses) {
      if (!ADDRESS.matcher(address).matches()) {
        throw wrong(
            "--join takes HOST:PORT, several with commas between them, not \"" + address + "\"");
      }
    }
    return addresses;
  }

  boolean verbose() {
    return verbose;
  }

  private int port(int value, String option) {
    if (value < 0 || value > MOST_PORT) {
      throw wrong(option + " takes a number from 0 to " + MOST_PORT + ", not " + value);
    }
    return value;
  }

  private ParameterException wrong(String message) {
    if (command == null) {
      throw new IllegalStateException("the options belong to no command");
    }
    return new ParameterException(command.commandLine(), message);
  }
}

package atoll.app;

import atoll.app.relay.Relay;
import atoll.app.relay.RelayWeb;
import atoll.crypto.Hash;
import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.folder.Permissions;
import atoll.store.h2.H2Store;
import atoll.sync.link.tunnel.Doorway;
import atoll.sync.link.tunnel.DoorwayOptions;
import atoll.sync.link.tunnel.TunnelIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atoll relay}: holds workspaces sealed, so that devices meet that are never on at the same time. */
@Command(
    name = "relay",
    description = "Holds workspaces for their devices, sealed and without any key.",
    mixinStandardHelpOptions = true)
final class RelayCommand implements Callable<Integer> {
  private static final Logger LOG = Logger.getLogger(RelayCommand.class.getName());
  private static final String SECRET_FILE = "relay-secret";

  @Mixin
  private final DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:ATOLL_RELAY_PORT:-8430}",
      description = "The port at which devices meet the relay (default: 8430; ATOLL_RELAY_PORT).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "${env:ATOLL_BIND:-0.0.0.0}",
      description = "The address at which devices meet the relay (default: all; ATOLL_BIND).")
  private String bind = "";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "${env:ATOLL_RELAY_HOST}",
      description = "Under which names or numbers devices reach this machine, for the pairing text"
          + " (default: the addresses of its networks; ATOLL_RELAY_HOST).")
  private List<String> hosts = List.of();

  @Option(
      names = "--health",
      paramLabel = "ADDRESS:PORT",
      defaultValue = "${env:ATOLL_RELAY_HEALTH:-127.0.0.1:8431}",
      description = "Where /health and /metrics answer over HTTP, port 0 for any free one"
          + " (default: 127.0.0.1:8431; ATOLL_RELAY_HEALTH).")
  private String health = "";

  @Option(
      names = "--quota",
      paramLabel = "MB",
      defaultValue = "${env:ATOLL_RELAY_QUOTA:-2048}",
      description = "Megabytes that each workspace may take (default: 2048; ATOLL_RELAY_QUOTA).")
  private int quota;

  @Option(
      names = "--workspaces",
      paramLabel = "N",
      defaultValue = "${env:ATOLL_RELAY_WORKSPACES:-100}",
      description = "Workspaces that are taken (default: 100; ATOLL_RELAY_WORKSPACES).")
  private int workspaces;

  private final Deque<AutoCloseable> up = new ArrayDeque<>();

  @Override
  public Integer call() throws Exception {
    try {
      serve();
    } catch (FolderException.InUse inUse) {
      System.err.println(inUse.getMessage());
      return ExitCode.DATA_IN_USE.value();
    } catch (FolderException | StoreException unusable) {
      takeDown();
      System.err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE.value();
    } catch (UnsealException locked) {
      takeDown();
      System.err.println(locked.getMessage() + " " + Locked.REMEDY);
      return ExitCode.LOCKED.value();
    } catch (IOException taken) {
      takeDown();
      System.err.println(taken.getMessage());
      return ExitCode.PORT_TAKEN.value();
    }
    new CountDownLatch(1).await();
    return ExitCode.FINE.value();
  }

  private void serve() throws IOException, FolderException, UnsealException {
    DataFolder folder = DataFolder.open(data.place());
    up.push(folder);
    LogFiles.write(folder.logs(), false);
    SecretKeys keys = new KeptKeys(folder.path()).open(Passphrase.ofThisProcess());
    Store store = H2Store.open(folder);
    up.push(store);
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    Doorway doorway = new Doorway(
        new DoorwayOptions(InetAddress.ofLiteral(bind), port, true, loopback, hosts),
        TunnelIdentity.of(keys.signing()));
    up.push(doorway);
    Relay relay = new Relay(
        store,
        doorway,
        keys.signing(),
        secret(folder.path()),
        new Relay.Limits(workspaces, (long) quota << 20));
    up.push(relay);
    relay.start();
    RelayWeb web = new RelayWeb(address(health), relay);
    up.push(web);
    Runtime.getRuntime().addShutdownHook(new Thread(this::takeDown, "atoll-stop"));
    System.out.println("The relay is ready at port " + doorway.port()
        + "; it answers at http://" + health.substring(0, health.lastIndexOf(':')) + ":"
        + web.port() + "/health");
    System.out.println("To add it to a workspace, an owner pastes this text in Atoll:");
    System.out.println(relay.text(doorway.addresses()).toText());
    System.out.flush();
  }

  /** Written once, so that the pairing text stays the same. */
  private static Hash secret(Path folder) throws IOException {
    Path file = folder.resolve(SECRET_FILE);
    if (!Files.exists(file)) {
      byte[] fresh = new byte[Hash.SIZE_BYTES];
      new SecureRandom().nextBytes(fresh);
      Files.createFile(file);
      Permissions.restrict(file);
      Files.writeString(file, Hash.wrap(fresh).toString());
    }
    try {
      return Hash.parse(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "The file " + file + " is damaged. Delete it; the relay then prints a new text.", e);
    }
  }

  private static InetSocketAddress address(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          InetAddress.ofLiteral(text.substring(0, Math.max(0, colon))),
          Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IOException("--health takes ADDRESS:PORT, not \"" + text + "\"", e);
    }
  }

  private synchronized void takeDown() {
    while (!up.isEmpty()) {
      try {
        up.pop().close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, "A part did not stop in order", e);
      }
    }
  }
}

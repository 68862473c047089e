package atoll.app;

import atoll.crypto.SecretKeys;
import atoll.crypto.UnsealException;
import atoll.store.Store;
import atoll.store.StoreException;
import atoll.store.folder.DataFolder;
import atoll.store.folder.FolderException;
import atoll.store.folder.Instance.Address;
import atoll.store.h2.H2Store;
import atoll.ui.ViewFactory;
import atoll.ui.export.BundleServlet;
import atoll.ui.export.ExportServlet;
import atoll.ui.files.FileServlet;
import atoll.ui.imports.ImportServlet;
import atoll.ui.live.LiveEndpoint;
import atoll.ui.live.PageServlet;
import atoll.ui.web.PortTakenException;
import atoll.ui.web.WebServer;
import atoll.workspace.Instance;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One run of the instance: brings the parts up in order and takes them down in the opposite one. */
final class Serving {
  private static final Logger LOG = Logger.getLogger(Serving.class.getName());

  private final ServeOptions options;
  private final PrintStream out;
  private final PrintStream err;

  /** What is up, the last first. */
  private final Deque<Runnable> up = new ArrayDeque<>();

  Serving(ServeOptions options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /** Serves until the process is asked to stop; tells a person what to do if it cannot. */
  ExitCode run() throws Exception {
    ClusterOptions cluster = options.cluster();
    int port = options.port();
    try {
      serve(cluster, port);
    } catch (FolderException.InUse inUse) {
      err.println(inUse.getMessage());
      inUse
          .by()
          .address()
          .ifPresent(address -> openBrowser(WebServer.address(address.port(), address.key())));
      return ExitCode.DATA_IN_USE;
    } catch (FolderException | StoreException unusable) {
      takeDown();
      err.println(unusable.getMessage());
      return ExitCode.DATA_UNREADABLE;
    } catch (UnsealException locked) {
      takeDown();
      err.println(locked.getMessage() + " " + Locked.REMEDY);
      return ExitCode.LOCKED;
    } catch (PortTakenException taken) {
      takeDown();
      err.println(taken.getMessage());
      return ExitCode.PORT_TAKEN;
    }
    new CountDownLatch(1).await();
    return ExitCode.FINE;
  }

  private void serve(ClusterOptions cluster, int port) throws Exception {
    DataFolder folder = DataFolder.open(options.data());
    up.push(folder::close);
    LogFiles.write(folder.logs(), options.verbose());
    SecretKeys keys = new KeptKeys(folder.path()).open(Passphrase.ofThisProcess());
    WebServer server = new WebServer(port, KeptPass.in(folder.path()));
    server.prepare();
    Store store = H2Store.open(folder);
    up.push(store::close);
    ClusterMeeting meeting = new ClusterMeeting(cluster, folder.path(), keys.signing());
    up.push(meeting::close);
    Instance instance = new Instance(store, keys, meeting, new SecureRandom(), Instant::now);
    up.push(instance::close);
    server.attribute(ViewFactory.ATTRIBUTE, instance);
    server.socket(LiveEndpoint.config(instance));
    server.servlet(FileServlet.PATH, new FileServlet(instance));
    server.servlet(PageServlet.PATH, new PageServlet(instance));
    server.servlet(ExportServlet.PATH, new ExportServlet(instance));
    server.servlet(BundleServlet.PATH, new BundleServlet(instance));
    server.servlet(ImportServlet.PATH, new ImportServlet(instance));
    server.start();
    up.push(server::stop);
    Runtime.getRuntime().addShutdownHook(new Thread(this::takeDown, "atoll-stop"));
    folder.publish(new Address(server.port(), server.key()));
    out.println("Atoll is ready at " + server.address());
    out.flush();
    openBrowser(server.address());
    BackupSchedule backups = new BackupSchedule(folder.path(), Instant::now);
    up.push(backups::close);
    backups.start();
    instance.meetOthers();
  }

  private void openBrowser(String address) {
    if (options.opensBrowser()) {
      try {
        Browser.open(address);
      } catch (IOException e) {
        LOG.log(Level.INFO, "No browser could be opened", e);
      }
    }
  }

  private synchronized void takeDown() {
    while (!up.isEmpty()) {
      try {
        up.pop().run();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "A part did not stop in order", e);
      }
    }
  }
}

package atoll.app;

import atoll.ui.web.PortTakenException;
import atoll.ui.web.WebServer;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** One run of the instance: brings the parts up in order and takes them down in the opposite one. */
final class Serving {

    private final ServeOptions options;
    private final PrintStream out;
    private final PrintStream err;

    Serving(ServeOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** Serves until the process is asked to stop; tells a person what to do if it cannot. */
    ExitCode run() throws Exception {
        WebServer server = new WebServer(options.port);
        try {
            server.start();
        } catch (PortTakenException taken) {
            err.println(taken.getMessage());
            return ExitCode.PORT_TAKEN;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "atoll-stop"));
        out.println("Atoll is ready at " + server.address());
        out.flush();
        new CountDownLatch(1).await();
        return ExitCode.FINE;
    }
}

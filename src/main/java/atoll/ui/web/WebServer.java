package atoll.ui.web;

import atoll.ui.UserInterface;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The web server of one instance, bound to loopback only. */
public final class WebServer {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final String token;

    /** Prepares a server on the port, or on any free one for 0; nothing is bound before {@link #start}. */
    public WebServer(int port) {
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        token = HexFormat.of().formatHex(secret);
    }

    /**
     * Binds and starts; the first page can be served on return.
     *
     * @throws PortTakenException if somebody else has the port
     */
    public void start() throws Exception {
        try {
            connector.open();
        } catch (IOException failure) {
            if (failure instanceof BindException || failure.getCause() instanceof BindException) {
                throw new PortTakenException(connector.getPort(), failure);
            }
            throw failure;
        }
        server.setHandler(VaadinApplication.context(ClassesOf.packageTree(UserInterface.class)));
        server.start();
    }

    /** Stops serving; an exception of the server's is our own bug. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IllegalStateException("The web server did not stop", failure);
        }
    }

    /** The address that a person opens, with the key that lets a browser in. */
    public String address() {
        return "http://localhost:%d/?key=%s".formatted(connector.getLocalPort(), token);
    }
}

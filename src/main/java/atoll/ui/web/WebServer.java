package atoll.ui.web;

import atoll.ui.UserInterface;
import jakarta.servlet.Servlet;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The web server of one instance, bound to loopback only. */
public final class WebServer {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final String token;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final List<ServerEndpointConfig> sockets = new ArrayList<>();
    private final Map<String, Servlet> servlets = new LinkedHashMap<>();

    /** Prepares a server on the port, or on any free one for 0; nothing is bound before {@link #start}. */
    public WebServer(int port) {
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        token = HexFormat.of().formatHex(secret);
    }

    /** Puts something where the views find it. Before {@link #start}. */
    public void attribute(String name, Object value) {
        attributes.put(name, value);
    }

    /** Serves a WebSocket. Before {@link #start}. */
    public void socket(ServerEndpointConfig socket) {
        sockets.add(socket);
    }

    /** Serves a path by a servlet. Before {@link #start}. */
    public void servlet(String path, Servlet servlet) {
        servlets.put(path, servlet);
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
        ServletContextHandler context = VaadinApplication.context(ClassesOf.packageTree(UserInterface.class), sockets);
        attributes.forEach(context::setAttribute);
        servlets.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
        server.setHandler(context);
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
        return address(port(), token);
    }

    /** The address that a person opens on an instance with that port and key. */
    public static String address(int port, String key) {
        return "http://localhost:%d/?key=%s".formatted(port, key);
    }

    /** The port that is bound. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What lets a browser in. */
    public String key() {
        return token;
    }
}

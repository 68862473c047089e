package atoll.app;

import picocli.CommandLine.Option;

/** The options of serving; each has an environment variable. */
final class ServeOptions {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:ATOLL_PORT:-8420}",
            description = "The port of the browser's address, 0 for any free one (default: 8420; ATOLL_PORT).")
    int port;

    @Option(
            names = "--no-browser",
            defaultValue = "${env:ATOLL_NO_BROWSER:-false}",
            description = "Opens no browser (ATOLL_NO_BROWSER=true).")
    boolean noBrowser;
}

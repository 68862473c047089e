/** The program: commands, configuration, wiring and the order of shutting down. */
@NullMarked
package atoll.app;

import org.jspecify.annotations.NullMarked;

/** Holds workspaces for their devices, sealed and without a key. */
@NullMarked
package atoll.app.relay;

import org.jspecify.annotations.NullMarked;

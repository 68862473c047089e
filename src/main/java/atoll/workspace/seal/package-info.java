/** What leaves is sealed and signed here; what comes is checked and opened. */
@NullMarked
package atoll.workspace.seal;

import org.jspecify.annotations.NullMarked;

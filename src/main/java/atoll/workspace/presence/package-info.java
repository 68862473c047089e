/** Who is where right now: sent to the others, never stored. */
@NullMarked
package atoll.workspace.presence;

import org.jspecify.annotations.NullMarked;

/** What people do: the funnel that every change goes through, and the services on top of it. */
@NullMarked
package atoll.workspace;

import org.jspecify.annotations.NullMarked;

/** Brings the logs of a workspace to every device that should hold them: sessions, what each peer holds, presence. */
@NullMarked
package atoll.sync;

import org.jspecify.annotations.NullMarked;

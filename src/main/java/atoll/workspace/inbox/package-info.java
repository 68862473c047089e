/** What others wrote that a person wants to know of: derived from the pages; what was read is written. */
@NullMarked
package atoll.workspace.inbox;

import org.jspecify.annotations.NullMarked;

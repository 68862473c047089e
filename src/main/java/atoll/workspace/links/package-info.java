/** Which pages link to which: derived from the pages, never stored. */
@NullMarked
package atoll.workspace.links;

import org.jspecify.annotations.NullMarked;

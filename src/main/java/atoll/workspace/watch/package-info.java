/** Reads pages for indexes that are derived from them and never stored. */
@NullMarked
package atoll.workspace.watch;

import org.jspecify.annotations.NullMarked;

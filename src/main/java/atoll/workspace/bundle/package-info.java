/** A workspace, or what leads to one page of it, as a sealed file that is carried by hand. */
@NullMarked
package atoll.workspace.bundle;

import org.jspecify.annotations.NullMarked;
